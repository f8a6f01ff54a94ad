extension FindingRule {
  /// What the manual says of the rules about compressed data.
  static let compressedDataManual: [FindingRule: Manual] = [
    .compressedUnexpected: Manual(
      meaning: "COMPRESSED_DATA without ENABLE_COMPRESSION before it",
      receivers: "take it for the end of the body and fail on what follows; the converter of 4.6 and later gives up",
      savescope: "reads it, in a later body as if compression were on",
      logs: [
        LogLine("RuntimeError: todo", by: .converter, in: "4.6 and later")
      ],
      remedy: Remedy("write the stream with plain pages, where its checkpoints decode", .recodePlain),
      source: "`xc_domain_restore.c`, `pagebuf_get_one` (4.2 to 4.5)"),
    .compressedLength: Manual(
      meaning: "a COMPRESSED_DATA of more than 2^31 − 1 bytes",
      receivers: "give up",
      savescope: "shows the rest as unknown",
      logs: [
        LogLine("Could not (re)allocate compression buffer", in: "4.2 to 4.5"),
        LogLine("Error when reading compression buffer", in: "4.2 to 4.5"),
      ],
      remedy: Remedy("the checkpoint before it can be cut out", .cut),
      source: "`xc_domain_restore.c`, `pagebuf_get_one` (4.2 to 4.5)"),
    .compressedEmpty: Manual(
      meaning: "a COMPRESSED_DATA without data",
      receivers: "ignore it",
      savescope: "the same",
      source: "`xc_domain_restore.c`, `pagebuf_get_one` (4.2 to 4.5)"),
    .deltaZeroRun: Manual(
      meaning: "a marker of zero words inside a page",
      receivers: "fail when they apply the page: the domain is lost",
      savescope: "shows what follows in the chunk as unknown; later checkpoints are no takeover",
      logs: [
        LogLine("Zero length run encountered for normal page: buffer (d)", in: "4.2 to 4.5"), .pageNotDecoded,
      ],
      remedy: Remedy("`savescope pages` lists what is behind it; take the last checkpoint that decodes", .cut),
      source: "`xc_compression.c`, `xc_compression_uncompress_page` (4.2 to 4.5)"),
    .deltaPastPage: Manual(
      meaning: "a run or skip that leads past word 1024",
      receivers: "fail when they apply the page: the domain is lost",
      savescope: "shows what follows in the chunk as unknown; later checkpoints are no takeover",
      logs: [.outOfCompressedData, .invalidCompressedData, .pageNotDecoded],
      remedy: Remedy("`savescope pages` lists what is behind it; take the last checkpoint that decodes", .cut),
      source: "`xc_compression.c`, `xc_compression_uncompress_page` (4.2 to 4.5)"),
    .deltaTooShort: Manual(
      meaning: "the data ends before all 1024 words of a page are covered",
      receivers: "fail when they apply the page: the domain is lost",
      savescope: "shows what follows in the chunk as unknown; later checkpoints are no takeover",
      logs: [.invalidCompressedData, .outOfCompressedData, .pageNotDecoded],
      remedy: Remedy("take the last checkpoint that decodes", .cut),
      source: "`xc_compression.c`, `xc_compression_uncompress_page` (4.2 to 4.5)"),
    .deltaSplit: Manual(
      meaning: "a page delta over two chunks",
      receivers: "join all chunks of a body first, so they do not see it",
      savescope: "shows a node in each chunk",
      source: "`xc_domain_restore.c`, `pagebuf_get_one` (4.2 to 4.5)"),
    .deltaBeforeEntry: Manual(
      meaning: "compressed data before the PFN array that it belongs to",
      receivers: "do not mind",
      savescope: "binds it when the array comes",
      source: "`xc_domain_restore.c`, `pagebuf_get` (4.2 to 4.5)"),
    .deltaMissing: Manual(
      meaning: "fewer page deltas than entries that need one",
      receivers: "fail when they apply the page: the domain is lost",
      savescope: "shows the entries as `missing`",
      logs: [.outOfCompressedData, .pageNotDecoded],
      remedy: Remedy("take the last checkpoint that decodes", .cut),
      source: "`xc_domain_restore.c`, `apply_batch` (4.2 to 4.5)"),
    .deltaLeftOver: Manual(
      meaning: "more compressed data than entries",
      receivers: "ignore it",
      savescope: "shows the deltas, tied to no PFN, and leaves them out of the totals",
      source: "`xc_domain_restore.c`, `apply_batch` (4.2 to 4.5)"),
    .deltaDesync: Manual(
      meaning: "a delta for a page that the sender's cache could not have held; `verify` and `cache` look for it",
      receivers: "apply it to the page they have",
      savescope: "shows what a receiver gets",
      remedy: Remedy(
        "make the sender send the page whole (it does when the guest writes to it next); a stream with plain "
          + "pages has what a receiver gets",
        .recodePlain),
      source: "`xc_compression.c`, `xc_compression_compress_pages` (4.2 to 4.5)"),
    .staleSlot: Manual(
      meaning:
        "the same for the first page of a chunk that stands right behind another: the mistake of Xen's sender "
        + "that [remus-delta.md](formats/remus-delta.md) describes",
      receivers: "get a page that may be wrong, until it is sent again",
      savescope: "shows what a receiver gets",
      remedy: Remedy("update the sender, or switch page compression off; `savescope cache` lists the pages", .cache),
      source: "`xc_compression.c`, `xc_compression_compress_pages` (4.2 to 4.5)"),
    .deltaForPageTable: Manual(
      meaning: "a page table that is not sent whole",
      receivers: "apply it to a page whose frame numbers they have replaced: the content is garbage",
      savescope: "marks the page as not reproducible",
      remedy: "switch page compression off in the sender",
      source: "`xc_domain_restore.c`, `apply_batch` (4.2 to 4.5)"),
    .deltaWithoutBase: Manual(
      meaning:
        "a delta for a page of which nothing was sent before, or nothing since a BROKEN entry; reported by "
        + "`verify --memory`",
      receivers: "apply it to what their memory happens to hold",
      savescope: "starts from zeros, and marks the page",
      remedy: "the page is right once it is sent whole; switch page compression off in the sender",
      source: "`xc_domain_restore.c`, `apply_batch` (4.2 to 4.5)"),
  ]
}
