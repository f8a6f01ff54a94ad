/// Pages that may be other ones than their entries say.
extension CheckpointDraft {
  /// Doubts the contents of entries that are out of order, where the stream may be damaged.
  /// - Returns: where the images are, if there are any and some are doubtful.
  func doubtUnordered(_ array: EntryArray) throws(CaptureError) -> ImagePlacement? {
    let format = builder.working.entryFormat
    let length = array.words.upperBound - array.words.lowerBound
    guard salvage != nil, length <= UInt64(EntryFormat.entriesPerRow * format.wordBytes), let open else { return nil }
    let pfnEnd = builder.working.pfnEnd
    let found = try window.withBytes(at: array.words.lowerBound, count: Int(length)) { bytes in
      let scan = EntryScan(bytes, format, pfnEnd: pfnEnd)
      return scan.isInOrder ? nil : UnorderedEntries(in: bytes, format).map { ($0, scan.contentCount) }
    }
    guard let (unordered, count) = found ?? nil, !unordered.contents.isEmpty else { return nil }
    report(
      .pfnUnordered, at: array.words.lowerBound + UInt64(unordered.first * format.wordBytes), part: .pfnArray,
      value: UInt64(unordered.contents.count))
    if array.hasImages { return ImagePlacement(count, at: array.words.upperBound, unordered: unordered.contents) }
    if open.unorderedContents.count < OpenCheckpoint.mostUnordered {
      self.open?.unorderedContents += unordered.contents.map { open.contentCount + UInt64($0) }
    }
    return nil
  }

  /// Doubts the deltas of a batch whose array ends at a file offset, and those of what follows it in the body: bytes that
  /// make no sense behind an array without images are words of it that were shifted, or it took the head of what follows
  /// for some.
  func doubtDeltas(ofArrayUpTo end: UInt64) {
    guard let open, open.isCompressed, let row = builder.working.entryRows.last, !row.hasImages, row.arrayEnd == end
    else { return }
    let count = builder.working.contentCount - row.firstContent
    let first = open.contentCount - min(open.contentCount, count)
    self.open?.doubtedFrom = min(open.doubtedFrom ?? first, first)
  }
}
