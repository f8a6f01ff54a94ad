extension PFNSet {
  /// Adds the pages that a receiver makes for the entries of a PFN array.
  /// - Parameter scan: what the array holds, counted.
  mutating func insert(populatedBy words: Span<UInt8>, _ scan: EntryScan, _ format: EntryFormat, pfnEnd: UInt64) {
    if let run = scan.ordinaryRun { return insert(run) }
    guard scan.contentCount > 0 || scan.allocateOnly != nil else { return }
    // PFNs beside each other share 64 bits, which are looked up once for all of them.
    var group: UInt64 = 0
    var bits: UInt64 = 0
    format.forEachWord(in: words, 0..<scan.count) { word in
      // Nearly all are ordinary pages, whose words are their PFNs.
      let pfn = word & format.pfnMask
      guard pfn < pfnEnd, word == pfn || Self.isPopulated(format.entry(word).type) else { return }
      if pfn >> 6 != group {
        insert(bits, at: group)
        (group, bits) = (pfn >> 6, 0)
      }
      bits |= 1 &<< pfn
    }
    insert(bits, at: group)
  }

  private static func isPopulated(_ type: PageType) -> Bool { type.carriesContent || type == .allocateOnly }
}
