/// Memory types of x86 as MTRRs and the PAT spell them.
enum MemoryTypes {
  private static func name(_ type: UInt64) -> String {
    switch type {
    case 0: "UC"
    case 1: "WC"
    case 4: "WT"
    case 5: "WP"
    case 6: "WB"
    case 7: "UC-"
    default: "type " + NumberText.hex(type)
    }
  }

  /// Eight types, a byte each, the lowest first: the PAT, or a fixed MTRR. One that all of them are is named once.
  @Sendable static func all(_ value: UInt64) -> String {
    let types = (0..<8).map { name(value >> (8 * UInt64($0)) & 0xff) }
    return Set(types).count == 1 ? "all \(types[0])" : types.joined(separator: " ")
  }

  /// `MTRRdefType`: what holds where no other MTRR tells.
  @Sendable static func defaultType(_ value: UInt64) -> String {
    var words = [name(value & 0xff)]
    if value >> 10 & 1 == 1 { words.append("fixed") }
    words.append(value >> 11 & 1 == 1 ? "enabled" : "disabled")
    return words.joined(separator: " | ")
  }

  /// The base of a variable MTRR: its address and type.
  @Sendable static func base(_ value: UInt64) -> String { NumberText.hex(value & ~0xfff) + " | " + name(value & 0xff) }

  /// The mask of a variable MTRR.
  @Sendable static func mask(_ value: UInt64) -> String {
    NumberText.hex(value & ~0xfff) + (value >> 11 & 1 == 1 ? " | valid" : " | not in use")
  }

  /// `MTRRcap`.
  @Sendable static func capability(_ value: UInt64) -> String {
    let words = FieldType.words(for: value & ~0xff, [8: "fixed", 10: "WC", 11: "SMRR"])
    return "\(value & 0xff) variable | " + words
  }
}
