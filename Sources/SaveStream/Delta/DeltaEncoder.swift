/// Encodes a page against what a receiver already holds of it, byte for byte as Xen's sender does.
///
/// A marker ends where the kind of words changes, after 127 words, and at the end of the page. A sender never answers
/// a page that changed all over with a FULL_PAGE, although that would take 8 bytes less. Source: `compress_page`,
/// Xen 4.2 to 4.5.
@_spi(Measuring) public enum DeltaEncoder {
  /// Words that one marker can stand for.
  public static let maximumMarkerWords = 127
  /// Bytes that a delta takes at most: every word, behind nine markers.
  public static let maximumLength = pageSize + (wordsPerPage + maximumMarkerWords - 1) / maximumMarkerWords

  /// The delta that makes `page` of `base`, both of 4096 bytes.
  public static func encode(_ page: Span<UInt8>, from base: Span<UInt8>) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: maximumLength)
    var span = output.mutableSpan
    let length = encode(page, from: base, into: &span, at: 0)
    return Array(output.prefix(length))
  }

  /// Writes the delta that makes `page` of `base` into `output`, which holds `maximumLength` bytes behind `start`, and
  /// returns its length.
  public static func encode(
    _ page: Span<UInt8>, from base: Span<UInt8>, into output: inout MutableSpan<UInt8>, at start: Int
  ) -> Int {
    precondition(start >= 0 && output.count - start >= maximumLength, "no room for a delta")
    // Who encodes a page mostly goes on with the one behind it.
    let changes = ChangedWords(page, base, fetchesNext: true)
    var word = changes.first(isChanged: true, from: 0)
    guard word < wordsPerPage else {
      output[start] = DeltaDecoder.emptyPage
      return 1
    }
    var position = start
    position = append(skip: word, to: &output, at: position)
    while word < wordsPerPage {
      let end = changes.first(isChanged: false, from: word)
      while word < end {
        let count = min(end &- word, maximumMarkerWords)
        output[position] = UInt8(truncatingIfNeeded: count)
        output.copy(count &* wordSize, from: page, at: word &* wordSize, to: position &+ 1)
        position &+= 1 &+ count &* wordSize
        word &+= count
      }
      word = changes.first(isChanged: true, from: end)
      position = append(skip: word &- end, to: &output, at: position)
    }
    return position - start
  }

  @inline(__always)
  private static func append(skip words: Int, to output: inout MutableSpan<UInt8>, at start: Int) -> Int {
    var position = start
    var rest = words
    while rest > 0 {
      let count = min(rest, maximumMarkerWords)
      output[position] = 0x80 | UInt8(truncatingIfNeeded: count)
      position &+= 1
      rest &-= count
    }
    return position
  }
}
