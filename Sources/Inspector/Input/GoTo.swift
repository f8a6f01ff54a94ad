/// What the command line asks for.
enum GoTo: Equatable, Sendable {
  /// A row of the view, from 1.
  case row(UInt64)
  case offset(UInt64)
  /// A part of the whole, 0…100.
  case percent(Int)
  case pfn(UInt64)
  case checkpoint(Int)
  case view(ViewKind)
  case help
  case leave
  case quit

  /// What can be typed, for a line that is wrong.
  static let usage =
    "ROW, 0xOFFSET, 50%, pfn HEX, ckpt NUMBER, a view's name, filter EXPR, sort COLUMN, set, write, help, q or quit"

  /// The words that a line can start with, for completion.
  static let words = [
    "checkpoints", "ckpt ", "diff", "filter ", "findings", "help", "map", "page", "pages", "pfn ", "quit", "sort ",
    "summary", "tree",
  ]

  /// Reads a line; nil when it is none of these.
  init?(_ line: String) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: true)
    guard let word = parts.first, parts.count <= 2 else { return nil }
    if parts.count == 2 {
      switch word {
      case "pfn":
        guard let pfn = Self.hex(parts[1]) else { return nil }
        self = .pfn(pfn)
      case "ckpt", "checkpoint":
        guard let checkpoint = Self.decimal(parts[1]) else { return nil }
        self = .checkpoint(Int(clamping: checkpoint))
      case "goto":
        guard let target = GoTo(String(parts[1])) else { return nil }
        self = target
      default: return nil
      }
      return
    }
    switch word {
    case "q": self = .leave
    case "quit", "q!", "qa": self = .quit
    case "help": self = .help
    default:
      if let view = ViewKind.numbered.first(where: { $0.title.lowercased() == word }) {
        self = .view(view)
        return
      }
      if word.hasPrefix("0x") || word.hasPrefix("0X"), let offset = Self.hex(word) {
        self = .offset(offset)
      } else if word.hasSuffix("%"), let percent = Self.decimal(word.dropLast()), percent <= 100 {
        self = .percent(Int(percent))
      } else if let row = Self.decimal(word) {
        self = .row(row)
      } else {
        return nil
      }
    }
  }

  /// A number in hex, 0x in front or not.
  static func hex(_ text: Substring) -> UInt64? {
    let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? text.dropFirst(2) : text
    guard digits.first?.isHexDigit == true else { return nil }
    return UInt64(digits, radix: 16)
  }

  private static func decimal(_ text: Substring) -> UInt64? {
    text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? UInt64(text) : nil
  }
}
