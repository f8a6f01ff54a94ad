/// Which of the metadata chunks a stream has.
struct LegacyChunkSet: Sendable, Equatable {
  /// A bit for each id, that of -1 the lowest.
  private var bits: UInt32 = 0

  /// Adds an id. Returns whether it was not there before.
  mutating func insert(_ id: LegacyChunkID) -> Bool {
    guard !contains(id), let bit = Self.bit(of: id) else { return false }
    bits |= bit
    return true
  }

  func contains(_ id: LegacyChunkID) -> Bool { Self.bit(of: id).map { bits & $0 != 0 } ?? false }

  private static func bit(of id: LegacyChunkID) -> UInt32? {
    (-32 ... -1).contains(id.rawValue) ? 1 << UInt32(-1 - id.rawValue) : nil
  }
}
