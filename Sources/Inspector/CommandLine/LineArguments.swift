@_spi(Measuring) import SaveStream

/// `:set` of the command line.
enum SetCommand: Equatable, Sendable {
  /// `:set`: all settings.
  case list
  /// `:set NAME`
  case show(Setting)
  /// `:set NAME VALUE`
  case change(Setting, String)
  /// What is wrong, and what is allowed.
  case refused(String)

  /// - Parameter words: those behind `set`.
  init(_ words: [String]) {
    guard let name = words.first else {
      self = .list
      return
    }
    guard let setting = Setting(rawValue: name) else {
      self = .refused("There is no setting \(Settings.quoted(name)); \(Setting.listed)")
      return
    }
    switch words.count {
    case 1: self = .show(setting)
    case 2 where setting.values.contains(words[1]): self = .change(setting, words[1])
    case 2: self = .refused("\(setting.rawValue) cannot be \(Settings.quoted(words[1])); \(setting.usage)")
    default: self = .refused("Type set NAME VALUE")
    }
  }

  /// What words typed behind `set` can become.
  static func completions(of typed: String) -> [String] {
    let words = typed.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let choices =
      switch words.count {
      case 0...1: Setting.allCases.map { "\($0.rawValue) " }
      case 2: (Setting(rawValue: words[0])?.values ?? []).map { "\(words[0]) \($0)" }
      default: [String]()
      }
    return choices.filter { $0.hasPrefix(typed) }
  }
}

/// The words behind `:sort`: a column, and `desc` for the greatest first.
enum SortOrder {
  /// The column that words name, nil for none, and whether `desc` stands behind; nil where they are something else.
  static func order(_ words: [String], of columns: [FilterField]) -> (column: String?, isDescending: Bool)? {
    guard let name = words.first else { return (nil, false) }
    guard let column = columns.first(where: { $0.isNamed(name) }), words.count <= 2 else { return nil }
    let isDescending = words.count == 2
    return isDescending && words[1].lowercased() != descending ? nil : (column.name, isDescending)
  }

  /// What words that were typed can become.
  static func completions(of typed: String, columns: [FilterField]) -> [String] {
    let words = typed.split(separator: " ", omittingEmptySubsequences: false)
    let last = words.last?.lowercased() ?? ""
    switch words.count {
    case 0...1: return columns.map(\.name).filter { $0.lowercased().hasPrefix(last) }
    case 2 where descending.hasPrefix(last): return ["\(words[0]) \(descending)"]
    default: return []
    }
  }

  private static let descending = "desc"
}

/// A place that the command line names.
enum GoTo: Equatable, Sendable {
  /// A row of the view, from 1.
  case row(UInt64)
  case offset(UInt64)
  /// A part of the whole, 0…100.
  case percent(Int)
  case pfn(UInt64)
  case checkpoint(Int)

  /// Reads a line; nil when it is none of these.
  init?(_ line: String) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: true)
    guard let word = parts.first, parts.count <= 2 else { return nil }
    if parts.count == 2 {
      switch word {
      case "pfn":
        guard let pfn = Self.number(parts[1]) else { return nil }
        self = .pfn(pfn)
      case "ckpt", "checkpoint":
        guard let checkpoint = Self.decimal(parts[1]) else { return nil }
        self = .checkpoint(Int(clamping: checkpoint))
      default: return nil
      }
    } else if word.hasPrefix("0x") || word.hasPrefix("0X"), let offset = Self.number(word) {
      self = .offset(offset)
    } else if word.hasSuffix("%"), let percent = Self.decimal(word.dropLast()), percent <= 100 {
      self = .percent(Int(percent))
    } else if let row = Self.decimal(word) {
      self = .row(row)
    } else {
      return nil
    }
  }

  /// A number: decimal, or hex with 0x in front.
  static func number(_ text: Substring) -> UInt64? {
    guard text.hasPrefix("0x") || text.hasPrefix("0X") else { return decimal(text) }
    let digits = text.dropFirst(2)
    guard digits.first?.isHexDigit == true else { return nil }
    return UInt64(digits, radix: 16)
  }

  /// A number in hex to which 0x is missing: what a message offers.
  static func meant(_ text: Substring) -> String? {
    guard number(text) == nil, !text.isEmpty, text.allSatisfy(\.isHexDigit), UInt64(text, radix: 16) != nil else {
      return nil
    }
    return "0x\(text)"
  }

  /// An address: a number, or sixteen hex digits without 0x, as kernels print them.
  static func address(_ text: Substring) -> (number: UInt64, lacksSign: Bool)? {
    if text.utf8.count == 16, text.allSatisfy(\.isHexDigit), let number = UInt64(text, radix: 16) {
      return (number, true)
    }
    return number(text).map { ($0, false) }
  }

  private static func decimal(_ text: Substring) -> UInt64? {
    text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? UInt64(text) : nil
  }
}
