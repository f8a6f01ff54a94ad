extension FindingRule {
  /// What the manual says of the rules about compressed data.
  static let compressedDataManual: [FindingRule: Manual] = [
    .compressedUnexpected: Manual(
      meaning: "COMPRESSED_DATA without ENABLE_COMPRESSION before it",
      receivers: "take it for the end of the body and fail on what follows",
      savescope: "reads it, in a later body as if compression were on"),
    .compressedLength: Manual(
      meaning: "a COMPRESSED_DATA of more than 2^31 − 1 bytes",
      receivers: "give up",
      savescope: "shows the rest as unknown"),
    .compressedEmpty: Manual(
      meaning: "a COMPRESSED_DATA without data",
      receivers: "ignore it",
      savescope: "the same"),
    .deltaZeroRun: Manual(
      meaning: "a marker of zero words inside a page",
      receivers: "fail when they apply the page: the domain is lost",
      savescope: "shows what follows in the chunk as unknown; later checkpoints are no takeover"),
    .deltaPastPage: Manual(
      meaning: "a run or skip that leads past word 1024",
      receivers: "the same",
      savescope: "the same"),
    .deltaTooShort: Manual(
      meaning: "the data ends before all 1024 words of a page are covered",
      receivers: "the same",
      savescope: "the same"),
    .deltaSplit: Manual(
      meaning: "a page delta over two chunks",
      receivers: "join all chunks of a body first, so they do not see it",
      savescope: "shows a node in each chunk"),
    .deltaBeforeEntry: Manual(
      meaning: "compressed data before the PFN array that it belongs to",
      receivers: "do not mind",
      savescope: "binds it when the array comes"),
    .deltaMissing: Manual(
      meaning: "fewer page deltas than entries that need one",
      receivers: "fail when they apply the page: the domain is lost",
      savescope: "shows the entries as `missing`"),
    .deltaLeftOver: Manual(
      meaning: "more compressed data than entries",
      receivers: "ignore it",
      savescope: "shows the deltas, tied to no PFN, and leaves them out of the totals"),
    .deltaDesync: Manual(
      meaning: "a delta for a page that the sender's cache could not have held; `verify` and `cache` look for it",
      receivers: "apply it to the page they have",
      savescope: "shows what a receiver gets"),
    .staleSlot: Manual(
      meaning:
        "the same for the first page of a chunk that stands right behind another: the mistake of Xen's sender "
        + "that [remus-delta.md](formats/remus-delta.md) describes",
      receivers: "get a page that may be wrong, until it is sent again",
      savescope: "shows what a receiver gets"),
    .deltaForPageTable: Manual(
      meaning: "a page table that is not sent whole",
      receivers: "apply it to a page whose frame numbers they have replaced: the content is garbage",
      savescope: "marks the page as not reproducible"),
    .deltaWithoutBase: Manual(
      meaning:
        "a delta for a page of which nothing was sent before, or nothing since a BROKEN entry; reported by "
        + "`verify --memory`",
      receivers: "apply it to what their memory happens to hold",
      savescope: "starts from zeros, and marks the page"),
  ]
}
