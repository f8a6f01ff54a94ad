extension GuestMemory {
  /// Calls `body` with every page that is there as of the end of a checkpoint, in ascending order of PFN.
  ///
  /// Plain pages are read when their turn comes. Where deltas decide what a page holds, they are all applied beforehand
  /// in one pass over the compressed data, to as many pages as they concern: memory is bounded by that part of the
  /// guest.
  /// - Throws: when the capture cannot be read, and what `body` throws.
  public func sweep(at checkpoint: Int, _ body: (GuestPage) throws -> Void) throws {
    let unmapped = try unmappedPFNs(at: checkpoint)
    let store = try DeltaStore(self, checkpoint: checkpoint)
    try sends.forEachList { list in
      guard !unmapped.contains(list.pfn), let reach = try reach(of: list, at: checkpoint) else { return }
      let send = list[reach.last]
      if let page = store.page(of: list.pfn) {
        try body(
          GuestPage(pfn: list.pfn, type: send.type, bytes: page.bytes, source: page.source, doubt: page.doubt))
        return
      }
      let source = try contents.describe(send)
      if source.encoding == .raw, let offset = source.offset {
        guard let image = try contents.image(at: offset) else { return }
        return try body(GuestPage(pfn: list.pfn, type: send.type, bytes: image, source: source, doubt: nil))
      }
      let page = try assemble(list, reach)
      try body(GuestPage(pfn: list.pfn, type: send.type, bytes: page.bytes, source: source, doubt: page.doubt))
    }
  }

  /// The PFNs that are there as of the end of a checkpoint, as ascending ranges that do not touch each other. Reads
  /// no page.
  public func presentPFNs(at checkpoint: Int) throws -> [Range<UInt64>] {
    let unmapped = try unmappedPFNs(at: checkpoint)
    var ranges: [Range<UInt64>] = []
    try sends.forEachList { list in
      guard !unmapped.contains(list.pfn), try reach(of: list, at: checkpoint) != nil else { return }
      if let last = ranges.last, last.upperBound == list.pfn {
        ranges[ranges.count - 1] = last.lowerBound..<list.pfn + 1
      } else {
        ranges.append(list.pfn..<list.pfn + 1)
      }
    }
    return ranges
  }
}
