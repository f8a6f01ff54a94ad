/// The extent of the page delta at the front of some bytes.
enum DeltaShape: Equatable {
  /// It takes `length` bytes.
  case whole(length: Int, encoding: PageEncoding, counts: DeltaCounts)
  /// The bytes end before it does.
  case short
  /// It breaks the format's rules.
  case faulty

  /// Bytes that no delta exceeds: one marker for each 127 words, and every word.
  static let maximumLength = pageSize + (wordsPerPage + 126) / 127

  /// Reads the delta that begins at `start`.
  init(_ bytes: Span<UInt8>, at start: Int) {
    guard start < bytes.count else {
      self = .short
      return
    }
    switch bytes[start] {
    case 0x00: self = .whole(length: 1, encoding: .empty, counts: DeltaCounts())
    case 0x80:
      let isThere = start + 1 + pageSize <= bytes.count
      self = isThere ? .whole(length: 1 + pageSize, encoding: .full, counts: DeltaCounts()) : .short
    default: self = Self.markers(bytes, at: start)
    }
  }

  private static func markers(_ bytes: Span<UInt8>, at start: Int) -> DeltaShape {
    var position = start
    var words = 0
    var counts = DeltaCounts()
    while words < wordsPerPage {
      guard position < bytes.count else { return .short }
      let marker = bytes[position]
      let length = Int(marker & 0x7f)
      guard length > 0, words + length <= wordsPerPage else { return .faulty }
      words += length
      position += 1
      if marker < 0x80 {
        counts.runs += 1
        counts.literalWords += UInt16(length)
        position += length * wordSize
      } else {
        counts.skips += 1
      }
    }
    guard position <= bytes.count else { return .short }
    return .whole(length: position - start, encoding: .delta, counts: counts)
  }
}
