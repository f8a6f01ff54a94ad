import SaveStream

/// What to look for in the capture, and from where.
public struct SearchRequest: Sendable, Equatable {
  /// What is looked for.
  public enum Target: Sendable, Equatable {
    /// A pattern among the bytes, and, where it is text, among the names of nodes.
    case pattern(SearchPattern)
    /// A row of the Pages view with this PFN, among those that a filter lets pass.
    case pfn(UInt64, allEntries: Bool, where: Filter<PageRow>?)
  }

  public let target: Target
  /// The file offset, or position of the row, to begin at; it is looked at itself.
  public let start: UInt64
  /// Towards the start of the capture.
  public let backwards: Bool
  /// Whether to go on at the other end.
  public let wraps: Bool
}

/// A pattern of bytes.
public enum SearchPattern: Sendable, Equatable {
  /// Text, in UTF-8: ASCII letters match in either case.
  case text([UInt8])
  /// Exactly these bytes.
  case bytes([UInt8])

  var bytes: [UInt8] {
    switch self {
    case .text(let bytes), .bytes(let bytes): bytes
    }
  }

  /// Whether the pattern stands at a place of the bytes.
  func matches(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    let wanted = self.bytes
    guard place >= 0, place <= bytes.count - wanted.count else { return false }
    switch self {
    case .bytes: return wanted.indices.allSatisfy { bytes[place + $0] == wanted[$0] }
    case .text: return wanted.indices.allSatisfy { Self.lower(bytes[place + $0]) == Self.lower(wanted[$0]) }
    }
  }

  /// Whether text holds the pattern, where it is one of text.
  func isIn(_ text: String) -> Bool {
    guard case .text(let wanted) = self, !wanted.isEmpty else { return false }
    let bytes = Array(text.utf8)
    guard bytes.count >= wanted.count else { return false }
    return (0...bytes.count - wanted.count).contains { matches(bytes.span, at: $0) }
  }

  static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }
}

/// How far a search is.
public struct SearchProgress: Sendable, Equatable {
  /// What was found.
  public enum Match: Sendable, Equatable {
    /// File offsets of bytes.
    case bytes(Range<UInt64>)
    /// The positions of a node, from the root's children down.
    case node([Int])
    /// The position of a row of the Pages view.
    case row(UInt64)
  }

  public let request: SearchRequest
  /// The part of the capture that has been looked through, 0…1.
  public let part: Double
  /// What was found; the search is finished then.
  public let match: Match?
  /// Whether nothing is left to look at.
  public let isFinished: Bool
  /// Whether it went on at the other end.
  public let hasWrapped: Bool
}
