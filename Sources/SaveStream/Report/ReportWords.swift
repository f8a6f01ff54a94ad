/// The words of rows as static text, so that a million rows make no string.
extension PageType {
  /// `name`, ready to be written.
  var word: StaticString { Self.words[Int(rawValue)] }

  private static let words: [StaticString] = [
    "NOTAB", "L1TAB", "L2TAB", "L3TAB", "L4TAB", "0x5", "0x6", "0x7", "0x8", "L1TAB|PIN", "L2TAB|PIN", "L3TAB|PIN",
    "L4TAB|PIN", "BROKEN", "XALLOC", "XTAB",
  ]
}

extension PageEncoding {
  /// `rawValue`, ready to be written.
  var word: StaticString {
    switch self {
    case .raw: "raw"
    case .full: "full"
    case .delta: "delta"
    case .empty: "empty"
    case .verify: "verify"
    case .none: "none"
    case .missing: "missing"
    }
  }
}
