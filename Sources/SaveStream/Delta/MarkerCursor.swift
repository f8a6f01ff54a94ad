/// Follows the markers of one page delta through bytes that it does not copy, and checks each of them.
///
/// ```
/// page  := 00                      unchanged (EMPTY_PAGE)
///        | 80  4096 bytes          whole page (FULL_PAGE)
///        | marker…                 until the word counts sum to 1024
/// marker := 0nnnnnnn 4n bytes      run of n words (n = 1…127)
///        |  1nnnnnnn               skip of n words
/// ```
///
/// Having thrown a fault, a cursor stays before the marker and throws it again. Source: `xc_compression.c`, Xen 4.2 to
/// 4.5.
@_spi(Measuring) public struct MarkerCursor: ~Escapable {
  @usableFromInline let bytes: Span<UInt8>
  @usableFromInline let start: Int
  /// Where the next marker stands among the bytes; at the end, one past the delta.
  @usableFromInline var position: Int
  /// The word of the page that the next marker begins with; 1024 at the end.
  @usableFromInline var word = 0

  /// - Parameter start: where the delta begins among the bytes; it may end anywhere before theirs.
  @inlinable @_lifetime(copy bytes)
  public init(_ bytes: Span<UInt8>, at start: Int = 0) {
    precondition(start >= 0, "no delta begins before the bytes do")
    self.bytes = bytes
    self.start = start
    position = start
  }

  /// Whether all 1024 words have been passed.
  @inlinable public var isAtEnd: Bool { word >= wordsPerPage }

  /// Bytes of the delta passed so far; at the end, all that it takes.
  @inlinable public var length: Int { position &- start }

  /// Passes a marker and the words behind it; nil at the end.
  ///
  /// Which kind comes next is anyone's guess, so that no branch depends on it.
  @inlinable @inline(__always) @_lifetime(self: copy self)
  public mutating func next() throws(DeltaFault) -> DeltaMarker? {
    guard !isAtEnd else { return nil }
    guard position < bytes.count else { throw fault(.outOfBytes) }
    let code = bytes[position]
    var words = Int(code & 0x7f)
    // Bit 7 less 1 is a mask: all of a run's code, nothing of a skip's.
    var literalWords = Int(code & ((code >> 7) &- 1))
    if words == 0 {
      guard position == start else { throw fault(.zeroRun) }
      words = wordsPerPage
      // None for EMPTY_PAGE, 1024 for FULL_PAGE. Written as a choice it slows the markers of other pages by a
      // fourteenth.
      literalWords = Int(code) &* 8
    }
    return try pass(words, literalWords: literalWords)
  }

  /// Passes the next marker that words follow, and the skips before it; nil when there is none up to the end.
  ///
  /// For those who copy the words: guessing run or skip costs them less than to wait for the marker, as the words are
  /// copied meanwhile.
  @inlinable @inline(__always) @_lifetime(self: copy self)
  public mutating func nextRun() throws(DeltaFault) -> DeltaMarker? {
    while !isAtEnd {
      guard position < bytes.count else { throw fault(.outOfBytes) }
      let code = bytes[position]
      let words = Int(code & 0x7f)
      if words == 0 {
        let marker = try next()
        if code == DeltaDecoder.fullPage { return marker }
      } else if code < 0x80 {
        return try pass(words, literalWords: words)
      } else {
        _ = try pass(words, literalWords: 0)
      }
    }
    return nil
  }

  /// Passes the marker at `position`, given what it says.
  @inlinable @inline(__always) @_lifetime(self: copy self)
  mutating func pass(_ words: Int, literalWords: Int) throws(DeltaFault) -> DeltaMarker {
    guard word &+ words <= wordsPerPage else { throw fault(.pastPage) }
    let after = position &+ 1 &+ literalWords &* wordSize
    guard after <= bytes.count else { throw fault(.outOfBytes) }
    let marker = DeltaMarker(position: position, firstWord: word, words: words, literalWords: literalWords)
    position = after
    word &+= words
    return marker
  }

  @usableFromInline @inline(never)
  func fault(_ kind: DeltaFault.Kind) -> DeltaFault {
    DeltaFault(kind: kind, marker: UInt64(position), word: word)
  }
}
