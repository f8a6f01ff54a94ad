import Glibc

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

  /// Applies the delta that begins at `start` to `page` (4096 bytes, the content the delta is based on), and returns
  /// the bytes that the delta takes. On a fault the page stays as it was.
  public static func apply(
    _ bytes: Span<UInt8>, at start: Int = 0, to page: inout MutableSpan<UInt8>
  ) throws(Fault) -> Int {
    let length = try check(bytes, at: start)
    return length == 1 ? 1 : try overwrite(bytes, at: start, in: &page)
  }

  /// The bytes that the delta at `start` takes. O(markers).
  public static func check(_ bytes: Span<UInt8>, at start: Int = 0) throws(Fault) -> Int {
    guard start >= 0, start < bytes.count else { throw Fault(kind: .outOfBytes, marker: start, word: 0) }
    let first = bytes[start]
    if first == emptyPage { return 1 }
    if first == fullPage {
      guard bytes.count - start > pageSize else { throw Fault(kind: .outOfBytes, marker: start, word: 0) }
      return 1 + pageSize
    }
    var position = start
    var word = 0
    while word < wordsPerPage {
      guard position < bytes.count else { throw Fault(kind: .outOfBytes, marker: position, word: word) }
      let marker = bytes[position]
      let words = Int(marker & 0x7f)
      // 0x80 for a run, 0 for a skip: no branch that depends on which one it is.
      let literal = words &* wordSize & (Int(marker >> 7) &- 1)
      let next = position &+ 1 &+ literal
      guard words > 0, word &+ words <= wordsPerPage, next <= bytes.count else {
        throw fault(words, bytes.count, marker: position, word: word)
      }
      word &+= words
      position = next
    }
    return position - start
  }

  /// Does what `apply` does in one pass, for deltas that have been checked before: on a fault the runs before it stay
  /// applied, as in the reference.
  public static func overwrite(
    _ bytes: Span<UInt8>, at start: Int = 0, in page: inout MutableSpan<UInt8>
  ) throws(Fault) -> Int {
    precondition(page.count == pageSize, "a page of \(page.count) bytes")
    guard start >= 0, start < bytes.count else { throw Fault(kind: .outOfBytes, marker: start, word: 0) }
    let first = bytes[start]
    if first == emptyPage { return 1 }
    if first == fullPage {
      guard bytes.count - start > pageSize else { throw Fault(kind: .outOfBytes, marker: start, word: 0) }
      page.copy(pageSize, from: bytes, at: start + 1, to: 0)
      return 1 + pageSize
    }
    var position = start
    var word = 0
    while word < wordsPerPage {
      guard position < bytes.count else { throw Fault(kind: .outOfBytes, marker: position, word: word) }
      let marker = bytes[position]
      let words = Int(marker & 0x7f)
      guard words > 0, word &+ words <= wordsPerPage else {
        throw fault(words, bytes.count, marker: position, word: word)
      }
      if marker < 0x80 {
        let length = words &* wordSize
        guard length < bytes.count &- position else { throw Fault(kind: .outOfBytes, marker: position, word: word) }
        page.copy(length, from: bytes, at: position &+ 1, to: word &* wordSize)
        position &+= length
      }
      position &+= 1
      word &+= words
    }
    return position - start
  }

  /// The marker that says "unchanged", at the front of a delta.
  static let emptyPage: UInt8 = 0x00
  /// The marker that says "4096 bytes follow", at the front of a delta.
  static let fullPage: UInt8 = 0x80

  private static func fault(_ words: Int, _ count: Int, marker: Int, word: Int) -> Fault {
    if words == 0 { return Fault(kind: .zeroRun, marker: marker, word: word) }
    return Fault(kind: word + words > wordsPerPage ? .pastPage : .outOfBytes, marker: marker, word: word)
  }
}

extension MutableSpan<UInt8> {
  /// Copies `count` bytes of `source` over this span's bytes from `target`. Both must hold them.
  @inline(__always)
  mutating func copy(_ count: Int, from source: Span<UInt8>, at start: Int, to target: Int) {
    precondition(count >= 0 && start >= 0 && target >= 0)
    precondition(count <= source.count &- start && count <= self.count &- target)
    unsafe withUnsafeMutableBytes { own in
      unsafe source.withUnsafeBytes { other in
        guard let to = own.baseAddress, let from = other.baseAddress else { return }
        _ = unsafe memcpy(to + target, from + start, count)
      }
    }
  }
}
