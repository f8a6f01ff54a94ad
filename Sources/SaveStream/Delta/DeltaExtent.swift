/// One page delta in a capture: where it is and what it consists of.
struct DeltaExtent: Sendable, Equatable {
  /// Its place among all page deltas of the capture.
  let page: UInt64
  /// The file range of its bytes; of those in the chunk that it begins in, when it is split over chunks.
  let first: Range<UInt64>
  /// The file ranges in the chunks that follow, for a delta that is split.
  let others: [Range<UInt64>]
  /// `full`, `delta` or `empty`; `missing` when it does not decode.
  let encoding: PageEncoding
  /// Markers and words, for `delta`.
  let counts: DeltaCounts

  init(
    page: UInt64, first: Range<UInt64>, others: [Range<UInt64>] = [], encoding: PageEncoding,
    counts: DeltaCounts = DeltaCounts()
  ) {
    self.page = page
    self.first = first
    self.others = others
    self.encoding = encoding
    self.counts = counts
  }

  /// All file ranges, in order.
  var ranges: [Range<UInt64>] { [first] + others }
  /// Bytes of the delta.
  var length: UInt64 { others.reduce(UInt64(first.count)) { $0 + UInt64($1.count) } }
  /// Whether it carries every word, so that nothing before it matters.
  var isWhole: Bool { encoding == .full || encoding == .delta && Int(counts.literalWords) == wordsPerPage }
}

extension Capture {
  /// The bytes of a delta that lies in some file ranges, no more than a delta can have.
  func deltaBytes(in ranges: [Range<UInt64>]) throws(CaptureError) -> [UInt8] {
    var bytes: [UInt8] = []
    for range in ranges {
      let wanted = min(range.count, DeltaShape.maximumLength - bytes.count)
      guard wanted > 0 else { break }
      bytes += try self.bytes(at: range.lowerBound, count: wanted)
    }
    return bytes
  }
}

extension Sequence<Range<UInt64>> {
  /// The file offset of one of the bytes that lie in these ranges, by its place among them; nil for one that does not.
  func offset(ofByte place: Int) -> UInt64? {
    guard var left = UInt64(exactly: place) else { return nil }
    for range in self {
      if left < UInt64(range.count) { return range.lowerBound + left }
      left -= UInt64(range.count)
    }
    return nil
  }
}
