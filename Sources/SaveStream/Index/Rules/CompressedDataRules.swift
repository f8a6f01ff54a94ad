extension FindingRule {
  /// The rules of compressed data.
  static let compressedDataRows: [FindingRule: Row] = [
    .compressedUnexpected: Row(
      .error,
      "COMPRESSED_DATA without an ENABLE_COMPRESSION before it; Xen's receiver takes it for the end of the body and "
        + "fails on what follows"),
    .compressedLength: Row(.error) {
      "COMPRESSED_DATA claims \(Number.counted($0.value, "byte")), which is beyond any limit; a receiver gives up"
    },
    .compressedEmpty: Row(.note, "a COMPRESSED_DATA chunk without data, which no sender writes; a receiver ignores it"),
    .deltaZeroRun: Row(.error) {
      "a marker of zero words inside a page\(Text.place($0)); a receiver fails when it applies the page"
    },
    .deltaPastPage: Row(.error) {
      "a marker leads past the end of its page\(Text.place($0)); a receiver fails when it applies the page"
    },
    .deltaTooShort: Row(
      .error,
      "the compressed data ends inside a page, before its 1,024 words are covered; a receiver fails when it applies "
        + "the page"),
    .deltaSplit: Row(
      .note,
      "a page delta is split over two COMPRESSED_DATA chunks, which no sender does; a receiver joins them"),
    .deltaBeforeEntry: Row(
      .warning,
      "compressed data stands before the PFN array that it belongs to, which no sender does; a receiver does not mind"
    ),
    .deltaMissing: Row(.error) {
      "there are \(Number.counted($0.value, "page delta")) for \(Number.counted($0.limit, "entry")); a receiver "
        + "fails when it applies the checkpoint"
    },
    .deltaLeftOver: Row(.warning) {
      "compressed data is left over behind the last of \(Number.counted($0.limit, "entry")); a receiver ignores it"
    },
    .deltaForPageTable: Row(
      .warning,
      "a page table is sent as a delta, which no sender does; a receiver applies it to a page whose frame numbers it "
        + "has replaced, so its content cannot be told"),
    .deltaWithoutBase: Row(.warning) {
      "a delta for page \(Number.hex($0.value)), of which nothing was sent before; a receiver applies it to what its "
        + "memory happens to hold"
    },
    .deltaDesync: Row(.warning) {
      "PFN \(Number.hex($0.value)) is sent as a delta although a sender's cache of \(Text.number($0.limit)) pages "
        + "could not hold it; a receiver applies it to what it has, which may be another content"
    },
    .staleSlot: Row(.warning) {
      "PFN \(Number.hex($0.value)) begins a chunk as a delta although it was not cached: Xen's sender encoded it "
        + "against another page, and a receiver's copy may be wrong until the page is sent again"
    },
  ]
}
