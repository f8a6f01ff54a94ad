extension PFNSet {
  /// Adds the pages that a receiver makes for the entries of a PFN array.
  /// - Parameter scan: what the array holds, counted.
  mutating func insert(populatedBy words: Span<UInt8>, _ scan: EntryScan, _ format: EntryFormat, pfnEnd: UInt64) {
    if let run = scan.ordinaryRun { return insert(run) }
    guard scan.contentCount > 0 || scan.allocateOnly != nil else { return }
    // PFNs beside each other share a word, which is looked up once for all of them.
    var word: UInt64 = 0
    var bits: UInt64 = 0
    for place in 0..<scan.count {
      let entry = format.entry(in: words, at: place)
      guard entry.type.carriesContent || entry.type == .allocateOnly, entry.pfn < pfnEnd else { continue }
      if entry.pfn >> 6 != word {
        insert(bits, at: word)
        (word, bits) = (entry.pfn >> 6, 0)
      }
      bits |= 1 << (entry.pfn & 63)
    }
    insert(bits, at: word)
  }
}
