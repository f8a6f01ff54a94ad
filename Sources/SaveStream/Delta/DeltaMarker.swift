/// One marker of a page delta: where it stands and what it does to the page.
package struct DeltaMarker: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
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
  package let position: Int
  /// The first word of the page that it stands for, 0…1023.
  package let firstWord: Int
  /// Words that it stands for: 1…127, or 1024 for `empty` and `full`.
  package let words: Int
  /// Those of them that follow it: all or none.
  package let literalWords: Int

  @inlinable
  init(position: Int, firstWord: Int, words: Int, literalWords: Int) {
    self.position = position
    self.firstWord = firstWord
    self.words = words
    self.literalWords = literalWords
  }

  /// Whether it is the only one of its delta, `empty` or `full`.
  @inlinable package var isWholePage: Bool { words == wordsPerPage }

  package var kind: Kind {
    if isWholePage { return literalWords > 0 ? .full : .empty }
    return literalWords > 0 ? .run : .skip
  }

  /// Literal bytes that follow the marker byte.
  package var literalLength: Int { literalWords * wordSize }
}
