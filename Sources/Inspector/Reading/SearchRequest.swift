import SaveStream

/// What to look for, and from where.
public struct SearchRequest: Sendable, Equatable {
  public enum Pattern: Sendable, Equatable {
    /// These bytes, as text: letters match in either case.
    case text([UInt8])
    /// Exactly these bytes.
    case bytes([UInt8])
  }

  public let pattern: Pattern
  /// The file offset to begin at.
  public let start: UInt64
  /// Towards the start of the capture.
  public let backwards: Bool
}

/// How far a search is.
public struct SearchProgress: Sendable, Equatable {
  /// File offset looked at last.
  public let position: UInt64
  /// The place found, if it was found.
  public let found: Range<UInt64>?
  /// Whether the whole capture has been looked through, or a place found.
  public let isFinished: Bool
}
