/// Page deltas that follow each other, by their places among all of the capture.
struct DeltaStretch: BitwiseCopyable, Sendable {
  let first: UInt64
  /// One past the last.
  let end: UInt64
}

extension Rows<DeltaStretch> {
  /// Adds a stretch behind those that are there, unless nothing is in it. For the builder only.
  mutating func append(_ places: Range<UInt64>) {
    if !places.isEmpty { append(DeltaStretch(first: places.lowerBound, end: places.upperBound)) }
  }

  /// Whether a delta is in one of the stretches. O(log n).
  func holds(_ place: UInt64) -> Bool {
    guard !isEmpty else { return false }
    let next = partitioningIndex { $0.first <= place }
    return next > 0 && place < self[next - 1].end
  }
}
