/// Applies page deltas to pages. Runs carry new words, so a decoder overwrites; nothing is XORed.
///
/// Source: `xc_compression_uncompress_page`, Xen 4.2 to 4.5.
public enum DeltaDecoder {
  /// Why a delta cannot be applied.
  public struct Fault: Error, Equatable, Sendable {
    public enum Kind: Sendable {
      /// The bytes end before the delta does.
      case outOfBytes
      /// A marker of length 0 inside a page.
      case zeroRun
      /// A marker that leads past the page's 1024 words.
      case pastPage
    }

    public let kind: Kind
    /// The position of the marker among the bytes given.
    public let marker: Int
    /// The word that the page has reached before the marker, 0…1024.
    public let word: Int
  }

  /// Applies the delta that begins at `start` to the page that begins at `place` of `pages`: 4096 bytes, the content
  /// that the delta is based on. Returns the bytes that the delta takes.
  ///
  /// One pass. On a fault the runs before it stay applied, as they do in a receiver: where that must not be, `check`
  /// the delta first.
  public static func apply(
    _ bytes: Span<UInt8>, at start: Int = 0, to pages: inout MutableSpan<UInt8>, place: Int = 0
  ) throws(Fault) -> Int {
    precondition(place >= 0 && pages.count - place >= pageSize, "no page at \(place) of \(pages.count) bytes")
    if let length = try wholePage(bytes, at: start) {
      if length > 1 { pages.copy(pageSize, from: bytes, at: start + 1, to: place) }
      return length
    }
    var position = start
    var word = 0
    while word < wordsPerPage {
      guard position < bytes.count else { throw Fault(kind: .outOfBytes, marker: position, word: word) }
      let marker = bytes[position]
      let words = Int(marker & 0x7f)
      guard words > 0, word &+ words <= wordsPerPage else {
        throw Fault(kind: words == 0 ? .zeroRun : .pastPage, marker: position, word: word)
      }
      // Guessing run or skip costs less here than to wait for the marker: the words are copied meanwhile.
      if marker < 0x80 {
        let length = words &* wordSize
        guard length < bytes.count &- position else { throw Fault(kind: .outOfBytes, marker: position, word: word) }
        pages.copyWords(words, from: bytes, at: position &+ 1, to: place &+ word &* wordSize)
        position &+= length
      }
      position &+= 1
      word &+= words
    }
    return position - start
  }

  /// The bytes that the delta at `start` takes. O(markers).
  public static func check(_ bytes: Span<UInt8>, at start: Int = 0) throws(Fault) -> Int {
    if let length = try wholePage(bytes, at: start) { return length }
    var cursor = MarkerCursor(at: start)
    while !cursor.isAtEnd { _ = try cursor.next(bytes) }
    return cursor.position - start
  }

  /// The marker that says "unchanged", at the front of a delta.
  static let emptyPage: UInt8 = 0x00
  /// The marker that says "4096 bytes follow", at the front of a delta.
  static let fullPage: UInt8 = 0x80

  /// The length of a delta that is one marker for the whole page; nil for any other.
  @inline(__always)
  private static func wholePage(_ bytes: Span<UInt8>, at start: Int) throws(Fault) -> Int? {
    guard start >= 0, start < bytes.count else { throw Fault(kind: .outOfBytes, marker: start, word: 0) }
    switch bytes[start] {
    case emptyPage: return 1
    case fullPage:
      guard bytes.count - start > pageSize else { throw Fault(kind: .outOfBytes, marker: start, word: 0) }
      return 1 + pageSize
    default: return nil
    }
  }
}
