/// One page delta in a capture: where it is and what it consists of.
struct DeltaExtent: Sendable, Equatable {
  /// Its place among all page deltas of the capture.
  let page: UInt64
  /// File ranges, in order: more than one when the delta is split over chunks.
  let ranges: [Range<UInt64>]
  /// `full`, `delta` or `empty`; `missing` when it does not decode.
  let encoding: PageEncoding
  /// Markers and words, for `delta`.
  let counts: DeltaCounts

  /// Bytes of the delta.
  var length: UInt64 { ranges.reduce(0) { $0 + UInt64($1.count) } }
}
