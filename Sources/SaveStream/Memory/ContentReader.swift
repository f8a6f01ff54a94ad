/// Finds and reads the contents of entries by their places among all contents of a capture.
///
/// Not for use from two threads at once.
final class ContentReader {
  let capture: Capture
  let index: IndexSnapshot
  private let window: ByteWindow
  /// The deltas where the last one was read, for those who read forwards.
  private var walk: DeltaWalk?

  init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
    window = ByteWindow(capture)
  }

  private var wordBytes: Int { (index.stream?.toolstackBits ?? 64) / 8 }

  /// The batch that brought a content.
  func batch(of content: UInt64) -> Int { max(0, index.batches.partitioningIndex { $0.firstContent <= content } - 1) }

  /// The places of the contents that a checkpoint brought.
  func contents(ofCheckpoint checkpoint: Int) -> Range<UInt64> {
    let first = firstContent(ofCheckpoint: checkpoint)
    return first..<max(first, firstContent(ofCheckpoint: checkpoint + 1))
  }

  /// The contents that come before a checkpoint; all of them for one that is past the last.
  private func firstContent(ofCheckpoint checkpoint: Int) -> UInt64 {
    guard checkpoint >= 0 else { return 0 }
    guard checkpoint < index.checkpoints.count else { return index.contentCount }
    let batch = index.checkpoints[checkpoint].firstBatch
    return batch < index.batches.count ? index.batches[batch].firstContent : index.contentCount
  }

  /// The entries that come before a checkpoint; all of them for one that is past the last.
  func firstEntry(ofCheckpoint checkpoint: Int) -> UInt64 {
    guard checkpoint >= 0 else { return 0 }
    guard checkpoint < index.checkpoints.count else { return index.entryCount }
    let batch = index.checkpoints[checkpoint].firstBatch
    return batch < index.batches.count ? index.batches[batch].firstEntry : index.entryCount
  }

  // MARK: Images

  /// The file offset of an image; nil when the content is none, or the capture does not hold all of it.
  func imageOffset(of content: UInt64) -> UInt64? {
    guard content < index.contentCount else { return nil }
    let row = index.batches[batch(of: content)]
    guard row.hasImages, !row.isCut else { return nil }
    let array = UInt64(row.count) * UInt64(wordBytes)
    let offset = row.offset + 4 + array + (content - row.firstContent) * UInt64(pageSize)
    return offset + UInt64(pageSize) <= index.size ? offset : nil
  }

  /// The 4096 bytes at a file offset; nil when the capture ends before the last of them.
  func image(at offset: UInt64) throws(CaptureError) -> [UInt8]? {
    try window.withBytes(at: offset, count: pageSize) { bytes in
      unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }

  // MARK: Deltas

  /// The place of a content's delta among all page deltas of the capture; nil when there is none for it.
  func deltaPlace(of content: UInt64, checkpoint: Int) -> UInt64? {
    let contents = contents(ofCheckpoint: checkpoint)
    let pages = index.compressedPages(ofCheckpoint: checkpoint)
    guard contents.contains(content), content - contents.lowerBound < pages.upperBound - pages.lowerBound else {
      return nil
    }
    return pages.lowerBound + (content - contents.lowerBound)
  }

  /// The delta with a place among all of the capture. Reading on from the one before costs no search.
  func delta(at place: UInt64) throws(CaptureError) -> DeltaExtent? {
    if walk?.page != place { walk = try DeltaWalk(capture, index, from: place) }
    return try walk?.next()
  }

  // MARK: Sends

  /// A send with all that is known of it.
  func describe(_ send: PageSends.Send) throws(CaptureError) -> PageSend {
    let row = index.batches[batch(of: send.content)]
    let checkpoint = index.checkpoint(ofBatch: batch(of: send.content))
    var encoding = PageEncoding.missing
    var ranges: [Range<UInt64>] = []
    var counts: DeltaCounts?
    if row.hasImages {
      if let offset = imageOffset(of: send.content) {
        encoding = row.isVerify ? .verify : .raw
        ranges = [offset..<offset + UInt64(pageSize)]
      }
    } else if let place = deltaPlace(of: send.content, checkpoint: checkpoint), let extent = try delta(at: place) {
      encoding = row.isVerify && extent.encoding != .missing ? .verify : extent.encoding
      ranges = extent.ranges
      counts = extent.encoding == .delta ? extent.counts : nil
    }
    return PageSend(
      checkpoint: checkpoint, iteration: row.iteration, type: send.type, encoding: encoding, ranges: ranges,
      delta: counts, content: send.content, isImage: row.hasImages)
  }

  /// The bytes of a send's content.
  func bytes(of send: PageSend) throws(CaptureError) -> [UInt8] {
    var bytes: [UInt8] = []
    for range in send.ranges {
      let wanted = min(UInt64(range.count), UInt64(DeltaShape.maximumLength - bytes.count))
      guard wanted > 0 else { break }
      bytes += try capture.bytes(at: range.lowerBound, count: Int(wanted))
    }
    return bytes
  }
}
