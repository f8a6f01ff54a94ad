extension GuestMemory {
  /// Calls `body` with every page that is there as of the end of a checkpoint, in ascending order of PFN.
  ///
  /// Each content that decides is read once. Pages are put together a stretch at a time, of 64 MiB of pages made of
  /// deltas at most.
  /// - Throws: when the capture cannot be read, and what `body` throws.
  public func sweep(at checkpoint: Int, _ body: (GuestPage) throws -> Void) throws {
    try sweep(at: checkpoint, stretchSlots: MemoryStretch.usualSlots, body)
  }

  /// The same for those pages only that deltas, or whole pages of compressed data, decide.
  func sweepDeltas(at checkpoint: Int, _ body: (GuestPage) throws -> Void) throws {
    try sweep(at: checkpoint, stretchSlots: MemoryStretch.usualSlots, includesImages: false, body)
  }

  /// The same, with so many pages made of deltas in a stretch.
  func sweep(
    at checkpoint: Int, stretchSlots: Int, includesImages: Bool = true, _ body: (GuestPage) throws -> Void
  ) throws {
    let unmapped = try unmappedPFNs(at: checkpoint)
    var stretch = MemoryStretch(of: self, at: checkpoint, maximumSlots: stretchSlots)
    try sends.forEachList { list in
      guard !unmapped.contains(list.pfn), let reach = try reach(of: list, at: checkpoint),
        includesImages || !contents.isImage(list[reach.last].content)
      else { return }
      stretch.add(list, reach)
      if stretch.isFull { try stretch.takePages(body) }
    }
    try stretch.takePages(body)
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
