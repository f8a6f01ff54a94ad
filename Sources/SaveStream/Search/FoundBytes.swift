/// Bytes that a search has found.
package struct FoundBytes: Sendable, Equatable {
  /// The file offset of the first one, or its guest-physical address.
  package let place: UInt64
  /// Of guest memory: the checkpoint as of which they stand there, or at which they came to stand there.
  package let checkpoint: Int?
  /// Those that match.
  package let match: [UInt8]
  /// Some that stand before them and behind.
  package let before: [UInt8]
  package let after: [UInt8]

  /// Bytes that are kept before a match, and behind it.
  package static let mostBefore = 16
  package static let mostAfter = 48

  /// - Parameters:
  ///   - base: the place of the first of all bytes.
  ///   - all: the bytes, with those around the match.
  init(of match: Range<Int>, in all: [UInt8], base: UInt64, checkpoint: Int? = nil) {
    place = base &+ UInt64(match.lowerBound)
    self.checkpoint = checkpoint
    self.match = Array(all[match])
    before = Array(all[max(match.lowerBound - Self.mostBefore, 0)..<match.lowerBound])
    after = Array(all[match.upperBound..<min(match.upperBound + Self.mostAfter, all.count)])
  }

  /// The page of guest memory that it begins in.
  package var pfn: UInt64 { place / UInt64(pageSize) }
  /// Its byte within that page.
  package var pageOffset: Int { Int(place % UInt64(pageSize)) }
}
