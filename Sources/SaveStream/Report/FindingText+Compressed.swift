extension FindingText {
  /// Rules about compressed data.
  static func compressedMessage(_ finding: Finding) -> String? {
    switch finding.rule {
    case .compressedUnexpected:
      "COMPRESSED_DATA without an ENABLE_COMPRESSION before it; Xen's receiver takes it for the end of the body and "
        + "fails on what follows"
    case .compressedLength:
      "COMPRESSED_DATA claims \(NumberText.count(finding.value, "byte")), which is beyond any limit; a receiver gives up"
    case .compressedEmpty: "a COMPRESSED_DATA chunk without data, which no sender writes; a receiver ignores it"
    case .deltaZeroRun:
      "a marker of zero words inside a page\(place(finding)); a receiver fails when it applies the page"
    case .deltaPastPage:
      "a marker leads past the end of its page\(place(finding)); a receiver fails when it applies the page"
    case .deltaTooShort:
      "the compressed data ends inside a page, before its 1,024 words are covered; a receiver fails when it applies the "
        + "page"
    case .deltaSplit:
      "a page delta is split over two COMPRESSED_DATA chunks, which no sender does; a receiver joins them"
    case .deltaBeforeEntry:
      "compressed data stands before the PFN array that it belongs to, which no sender does; a receiver does not mind"
    case .deltaMissing:
      "there are \(NumberText.count(finding.value, "page delta")) for "
        + "\(NumberText.count(finding.limit, "entry", "entries")); a receiver fails when it applies the checkpoint"
    case .deltaLeftOver:
      "compressed data is left over behind the last of \(NumberText.count(finding.limit, "entry", "entries")); a receiver "
        + "ignores it"
    case .deltaForPageTable:
      "a page table is sent as a delta, which no sender does; a receiver applies it to a page whose frame numbers it has "
        + "replaced, so its content cannot be told"
    case .deltaDesync:
      "PFN \(NumberText.hex(finding.value)) is sent as a delta although a sender's cache of \(number(finding.limit)) pages "
        + "could not hold it; a receiver applies it to what it has, which may be another content"
    case .staleSlot:
      "PFN \(NumberText.hex(finding.value)) begins a chunk as a delta although it was not cached: Xen's sender encoded it "
        + "against another page, and a receiver's copy may be wrong until the page is sent again"
    case .deltaWithoutBase:
      "a delta for page \(NumberText.hex(finding.value)), of which nothing was sent before; a receiver applies it to what "
        + "its memory happens to hold"
    default: nil
    }
  }

  private static func place(_ finding: Finding) -> String {
    finding.limit == 0 ? "" : " (at word \(number(finding.value)) of \(number(finding.limit)))"
  }
}
