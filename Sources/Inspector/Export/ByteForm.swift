@_spi(Measuring) import SaveStream

/// The form in which bytes are copied or written.
@_spi(Measuring) public enum ByteForm: String, Sendable, CaseIterable {
  /// As they are.
  case raw
  /// Two hex digits a byte, sixteen bytes a line.
  case hex
  /// An array of C.
  case c
  /// As text: what is no text is escaped.
  case text

  /// The key that chooses it, and what the status line says of it.
  var key: Unicode.Scalar {
    switch self {
    case .raw: "r"
    case .hex: "h"
    case .c: "c"
    case .text: "t"
    }
  }

  /// What it is called.
  public var words: String {
    switch self {
    case .raw: "raw"
    case .hex: "hex"
    case .c: "C array"
    case .text: "text"
    }
  }

  /// The endings of files in this form.
  private var endings: [String] {
    switch self {
    case .raw: ["bin", "raw", "img"]
    case .hex: ["hex"]
    case .c: ["c", "h"]
    case .text: ["txt"]
    }
  }

  /// The form that a file's ending tells; nil for any other ending, and for none.
  init?(endingOf file: String) {
    let name = file.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    guard let form = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
    self = form
  }

  /// Whether a form of files that hold bytes and nothing else: others are those of reports, too.
  var isOfBytesOnly: Bool { self != .text }
}

extension ByteForm {
  /// Bytes in this form.
  /// - Parameter remark: what they are, in one line of plain text; only C has a place for it.
  public func encoded(_ bytes: [UInt8], remark: String) -> [UInt8] {
    switch self {
    case .raw: bytes
    case .hex: Self.lines(bytes) { Self.digits($0[...]) }
    case .c: Self.array(bytes, remark)
    case .text: Self.text(bytes)
    }
  }

  private static let bytesPerLine = 16

  private static func lines(_ bytes: [UInt8], _ line: (ArraySlice<UInt8>) -> String) -> [UInt8] {
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: bytesPerLine) {
      if start > 0 { out.append(UInt8(ascii: "\n")) }
      out += line(bytes[start..<min(start + bytesPerLine, bytes.count)]).utf8
    }
    return out
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { NumberText.hexDigits(UInt64($0), count: 2) }.joined(separator: " ")
  }

  private static func array(_ bytes: [UInt8], _ remark: String) -> [UInt8] {
    let head = "/* \(remark) */\nstatic const unsigned char bytes[\(bytes.count)] = {\n"
    let body = lines(bytes) { line in
      "    " + line.map { "0x\(NumberText.hexDigits(UInt64($0), count: 2))," }.joined(separator: " ")
    }
    return head.utf8 + body + "\n};\n".utf8
  }

  /// Text up to the zeros at its end. Control characters other than line feeds and tabs, and what is no UTF-8, become
  /// `\xNN`, so that nothing in a capture steers whatever the text is pasted into.
  private static func text(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    while bytes.last == 0 { bytes.removeLast() }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let shown = lines.map { line in
      line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        .map { EscapedText.of(Array($0)) }.joined(separator: "\t")
    }
    return Array(shown.joined(separator: "\n").utf8)
  }
}
