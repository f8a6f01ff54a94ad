/// Text that stands in a capture, and may hold anything: escape sequences, bytes that are no UTF-8. It gives itself
/// away in escaped form only, so that none of it reaches a terminal in another.
public struct CaptureText: Sendable, Equatable {
  private let bytes: [UInt8]

  public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Bytes that it has, before they are escaped.
  public var byteCount: Int { bytes.count }

  /// It in a form that no terminal acts upon.
  /// - Parameter unicode: whether characters past ASCII can be shown.
  public func escaped(unicode: Bool = true) -> String { EscapedText.of(bytes, unicode: unicode) }

  /// Its first bytes, as many as there is room for, without a part of a character at the end.
  public func prefix(_ count: Int) -> CaptureText {
    guard count < bytes.count else { return self }
    let start = bytes[..<max(count, 0)]
    guard bytes[start.endIndex] & 0xc0 == 0x80, let lead = start.suffix(3).lastIndex(where: { $0 & 0xc0 != 0x80 })
    else {
      return CaptureText(start)
    }
    return CaptureText(bytes[..<lead])
  }

  /// Its lines, those that are empty included.
  public var lines: [CaptureText] {
    bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map { CaptureText($0) }
  }

  /// It in that form but for its tabs, which move nothing but the place where a line goes on.
  package func escapedBetweenTabs(unicode: Bool = true) -> String {
    let parts = bytes.split(separator: 0x09, omittingEmptySubsequences: false)
    return parts.map { EscapedText.of($0, unicode: unicode) }.joined(separator: "\t")
  }

  /// The bytes as they are, for a form that escapes by rules of its own, as JSON does; never for a screen.
  package var unescapedBytes: [UInt8] { bytes }
}
