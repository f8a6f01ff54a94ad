/// Text that may hold anything, of a capture, a path or an argument, in a form that no terminal acts upon: the one
/// escape.
///
/// What draws nothing in a place of its own (control, format and combining characters, separators of lines, characters
/// that Unicode does not know) and bytes that are no UTF-8, those of file names among them (`FileNameText`), appear as
/// `\xNN`, one for each byte; a backslash appears as two.
package enum EscapedText {
  /// The escaped form of `bytes`, read as UTF-8. `unicode` says whether characters past ASCII can be shown.
  package static func of(_ bytes: some Collection<UInt8>, unicode: Bool = true) -> String {
    var text = ""
    var rest = bytes[...]
    while let first = rest.first {
      var decoder = UTF8()
      var source = rest.makeIterator()
      if case .scalarValue(let scalar) = decoder.decode(&source), isShown(scalar), unicode || scalar.isASCII {
        text.unicodeScalars.append(scalar)
        if scalar == "\\" { text += "\\" }
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        text += "\\x" + NumberText.hexDigits(first, count: 2)
        rest = rest.dropFirst()
      }
    }
    return text
  }

  /// The escaped form of a text.
  package static func of(_ text: String, unicode: Bool = true) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f && $0 != 0x5c }
    return isPlain ? text : of(FileNameText.bytes(of: text), unicode: unicode)
  }

  /// A path as messages name it.
  package static func path(_ path: String) -> String { path == "-" ? "standard input" : of(path) }

  /// One byte beside its digits in hex: an ASCII character, or a dot.
  package static func character(of byte: UInt8) -> UInt8 { byte >= 0x20 && byte < 0x7f ? byte : 0x2e }

  /// Whether a character draws something in a place of its own, and does nothing else.
  package static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7f: return true
    case ..<0xa0, 0xad: return false
    case ..<0x300: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .spacingMark, .lineSeparator, .paragraphSeparator,
      .surrogate, .privateUse, .unassigned:
      return false
    default: return true
    }
  }
}
