/// What is missing of a damaged capture up to the end of a checkpoint, or may be wrong, where the rest was found again.
package struct SalvageLoss: Equatable, Sendable {
  /// Stretches that make no sense.
  package private(set) var holes = 0
  /// The bytes in them.
  package private(set) var bytes: UInt64 = 0
  /// Contents that are lost although their entries are there.
  package private(set) var lostPages: UInt64 = 0
  /// Contents that may be out of step, or of other pages.
  package private(set) var doubtfulPages: UInt64 = 0
  /// Envelopes whose headers lead to no stream.
  package private(set) var damagedEnvelopes = 0
  /// Whether the header of the stream is lost.
  package private(set) var hasLostHeader = false
  /// Numbers that were taken for others.
  package private(set) var corrections = 0
  /// The checkpoints in which something had to be found again, ascending.
  package private(set) var checkpoints: [Int] = []

  /// Whether nothing is missing.
  package var isNothing: Bool { self == SalvageLoss() }

  /// Pages that there is room for in what makes no sense.
  package var mostPagesInHoles: UInt64 { bytes / UInt64(pageSize) }

  private init() {}

  package init(of index: IndexSnapshot, upTo checkpoint: Int) {
    guard index.checkpoints.indices.contains(checkpoint) else { return }
    let end = index.checkpoints[checkpoint].end
    for hole in index.holes.prefix(while: { $0.offset < end }) {
      holes += 1
      bytes += hole.end - hole.offset
    }
    damagedEnvelopes = index.layers.count(where: \.isDamaged)
    hasLostHeader = index.hasLostHeader
    corrections = index.correctedOffsets.count { $0 < end }
    checkpoints = (0...checkpoint).filter { index.checkpoints[$0].isSalvaged }
    addImages(of: index, upTo: index.contents(of: checkpoint).upperBound)
    let deltas = index.deltas(of: checkpoint).upperBound
    lostPages += Self.count(of: index.lostDeltas, upTo: deltas)
    doubtfulPages += Self.count(of: index.doubtfulDeltas, upTo: deltas)
  }

  private mutating func addImages(of index: IndexSnapshot, upTo end: UInt64) {
    let stretches = index.imageStretches
    for place in stretches.indices.dropLast() where stretches[place].firstContent < end {
      let (stretch, count) = (stretches[place], stretches[place + 1].firstContent - stretches[place].firstContent)
      switch stretch.kind {
      case .damaged: lostPages += count
      // The capture may end among them.
      case .doubtful, .unordered:
        doubtfulPages += min(count, (index.size - min(index.size, stretch.offset)) / UInt64(pageSize))
      case .placed, .end: break
      }
    }
  }

  private static func count(of deltas: Rows<DeltaStretch>, upTo end: UInt64) -> UInt64 {
    deltas.reduce(0) { $1.first < end ? $0 + min($1.end, end) - $1.first : $0 }
  }
}
