/// How far a guest's PFNs reach, and where in between pages were ever sent: an HVM guest has a few below 4 GiB, and
/// often nothing between them and its memory.
package struct MapExtent: Sendable, Equatable {
  /// One past the last PFN: what the stream allows, or where it bounds nothing, what was sent; 0 when none was.
  package let end: UInt64
  /// PFNs among which some were sent, or said to be broken: ascending ranges of round length that do not touch.
  package let spans: [Range<UInt64>]
  /// The first PFN of those, few, that lie far away from the others: behind 1 TiB of memory, and a gap longer than all
  /// that comes before it. nil when there are none.
  package let far: UInt64?

  /// Looks at a few thousand places at most, however many PFNs there are, and wherever they are.
  init(_ sends: PageSends, pfnEnd: UInt64) {
    let sentEnd = sends.lastEntry(below: .max).map { $0 + 1 } ?? 0
    let end = sentEnd == 0 || pfnEnd >= IndexSnapshot.unboundedPFNEnd ? sentEnd : max(sentEnd, pfnEnd)
    let far = Self.farPFN(of: sends)
    var spans = Self.spans(of: sends, in: 0..<(far ?? end))
    if let far { spans += Self.spans(of: sends, in: far..<end) }
    self.end = end
    self.spans = spans.map { $0.clamped(to: 0..<end) }
    self.far = far
  }

  private init(end: UInt64, spans: [Range<UInt64>]) {
    self.end = end
    self.spans = spans
    far = nil
  }

  /// The same without what lies far away.
  package var near: MapExtent {
    guard let far else { return self }
    return MapExtent(end: end, spans: spans.filter { $0.upperBound <= far })
  }

  /// Memory of a guest is one piece, or a few: there are PFNs in every doubling up to its end.
  private static func farPFN(of sends: PageSends) -> UInt64? {
    var bound: UInt64 = 1 << 28
    while let next = sends.firstEntry(from: bound) {
      if next >= 2 * bound, sends.sendCount(below: bound) > sends.count / 2 { return next }
      bound *= 2
    }
    return nil
  }
}

// MARK: Spans

extension MapExtent {
  /// PFNs that were sent within a range of round length: the first and the last of them.
  private typealias Piece = (first: UInt64, last: UInt64)

  private static let mostPieces = 1024
  /// Pieces of 2^6 PFNs are not parted any more.
  private static let shortest: UInt64 = 6

  /// Parts the PFNs in halves and these again, all that have any, until they are short enough or there are too many.
  private static func spans(of sends: PageSends, in pfns: Range<UInt64>) -> [Range<UInt64>] {
    guard let first = sends.firstEntry(from: pfns.lowerBound), first < pfns.upperBound,
      let last = sends.lastEntry(below: pfns.upperBound)
    else { return [] }
    var pieces = [(first: first, last: last)]
    var shift = pfnBits
    while shift > shortest {
      let halves = pieces.flatMap { Self.halves(of: $0, shift: shift - 1, sends) }
      if halves.count > mostPieces { break }
      pieces = halves
      shift -= 1
    }
    return joined(pieces, shift: shift)
  }

  /// The pieces of 2^shift PFNs of one that has twice as many.
  private static func halves(of piece: Piece, shift: UInt64, _ sends: PageSends) -> [Piece] {
    let middle = (piece.last >> shift) << shift
    guard piece.first < middle, let last = sends.lastEntry(below: middle), let first = sends.firstEntry(from: middle)
    else { return [piece] }
    return [(piece.first, last), (first, piece.last)]
  }

  private static func joined(_ pieces: [Piece], shift: UInt64) -> [Range<UInt64>] {
    var spans: [Range<UInt64>] = []
    for piece in pieces {
      let first = (piece.first >> shift) << shift
      let end = first + (1 << shift)
      if let last = spans.last, last.upperBound == first {
        spans[spans.count - 1] = last.lowerBound..<end
      } else {
        spans.append(first..<end)
      }
    }
    return spans
  }
}
