/// Page deltas that decode from the last damage of a body to its end, held against the entries that they are for.
struct RegainedDeltas {
  /// The damage in front of them, by its place in what the body has from the first damage on.
  let damage: Int
  /// Chunks, and the ends of some, in the order of the stream.
  var pieces: [DeltaPiece]
  /// Deltas in front of the first damage, as far as bytes there decode.
  let before: UInt64
  /// Entries of the body that need a delta.
  let entries: UInt64

  /// Deltas in the pieces.
  var count: UInt64 { pieces.reduce(0) { $0 + $1.scan.pageCount } }

  /// How many deltas there are more than entries.
  var surplus: UInt64 { before + count - min(before + count, entries) }
}
