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
        guard let pfn = Self.hex(parts[1]) else { return nil }
        self = .pfn(pfn)
      case "ckpt", "checkpoint":
        guard let checkpoint = Self.decimal(parts[1]) else { return nil }
        self = .checkpoint(Int(clamping: checkpoint))
      default: return nil
      }
    } else if word.hasPrefix("0x") || word.hasPrefix("0X"), let offset = Self.hex(word) {
      self = .offset(offset)
    } else if word.hasSuffix("%"), let percent = Self.decimal(word.dropLast()), percent <= 100 {
      self = .percent(Int(percent))
    } else if let row = Self.decimal(word) {
      self = .row(row)
    } else {
      return nil
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
