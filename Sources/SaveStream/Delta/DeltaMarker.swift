/// One marker of a page delta: where it stands and what it does to the page.
@_spi(Measuring) public struct DeltaMarker: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Literal words follow.
    case run
    /// Words stay as they are.
    case skip
    /// The page is unchanged (`EMPTY_PAGE`).
    case empty
    /// All 4096 bytes follow (`FULL_PAGE`).
    case full
  }

  /// The marker's place among the bytes given, from 0.
  public let position: Int
  /// The first word of the page that it stands for, 0…1023.
  public let firstWord: Int
  /// Words that it stands for: 1…127, or 1024 for `empty` and `full`.
  public let words: Int
  /// Those of them that follow it: all or none.
  public let literalWords: Int

  @inlinable
  init(position: Int, firstWord: Int, words: Int, literalWords: Int) {
    self.position = position
    self.firstWord = firstWord
    self.words = words
    self.literalWords = literalWords
  }

  /// Whether it is the only one of its delta, `empty` or `full`.
  @inlinable public var isWholePage: Bool { words == wordsPerPage }

  public var kind: Kind {
    if isWholePage { return literalWords > 0 ? .full : .empty }
    return literalWords > 0 ? .run : .skip
  }

  /// Literal bytes that follow the marker byte.
  public var literalLength: Int { literalWords * wordSize }
}
