/// The bits of x86 control registers by name.
enum RegisterBits {
  static let cr0 = [
    0: "PE", 1: "MP", 2: "EM", 3: "TS", 4: "ET", 5: "NE", 16: "WP", 18: "AM", 29: "NW", 30: "CD", 31: "PG",
  ]

  static let cr4 = [
    0: "VME", 1: "PVI", 2: "TSD", 3: "DE", 4: "PSE", 5: "PAE", 6: "MCE", 7: "PGE", 8: "PCE", 9: "OSFXSR",
    10: "OSXMMEXCPT", 11: "UMIP", 12: "LA57", 13: "VMXE", 14: "SMXE", 16: "FSGSBASE", 17: "PCIDE", 18: "OSXSAVE",
    19: "KL", 20: "SMEP", 21: "SMAP", 22: "PKE", 23: "CET", 24: "PKS", 25: "UINTR", 28: "LAM_SUP", 32: "FRED",
  ]

  static let efer = [
    0: "SCE", 8: "LME", 10: "LMA", 11: "NXE", 12: "SVME", 13: "LMSLE", 14: "FFXSR", 15: "TCE", 21: "AIBRSE",
  ]

  static let mxcsr = [
    0: "IE", 1: "DE", 2: "ZE", 3: "OE", 4: "UE", 5: "PE", 6: "DAZ", 7: "IM", 8: "DM", 9: "ZM", 10: "OM", 11: "UM",
    12: "PM", 13: "RC0", 14: "RC1", 15: "FZ",
  ]

  private static let flags = [
    0: "CF", 2: "PF", 4: "AF", 6: "ZF", 7: "SF", 8: "TF", 9: "IF", 10: "DF", 11: "OF", 14: "NT", 16: "RF", 17: "VM",
    18: "AC", 19: "VIF", 20: "VIP", 21: "ID",
  ]

  /// RFLAGS or EFLAGS: bit 1 is always set and says nothing, bits 12 and 13 are a level.
  @Sendable static func flags(_ value: UInt64) -> String {
    let words = FieldType.words(for: value & ~0x3002, flags)
    let level = value >> 12 & 3
    guard level > 0 else { return words }
    return (value & ~0x3002 == 0 ? "" : words + " | ") + "IOPL \(level)"
  }

  /// DR6: what brought the debug exception. The other bits are set for good, or say something of the bus only.
  @Sendable static func debugStatus(_ value: UInt64) -> String {
    FieldType.words(for: value & 0xE00F, [0: "B0", 1: "B1", 2: "B2", 3: "B3", 13: "BD", 14: "BS", 15: "BT"])
  }

  /// DR7: the breakpoints that are on.
  @Sendable static func debugControl(_ value: UInt64) -> String {
    let kinds = ["execute", "write", "I/O", "access"]
    let lengths = [1, 2, 8, 4]
    var words: [String] = []
    for breakpoint in 0..<4 where value >> UInt64(2 * breakpoint) & 3 != 0 {
      let control = value >> UInt64(16 + 4 * breakpoint)
      let kind = Int(control & 3)
      let length = kind == 0 ? "" : " \(lengths[Int(control >> 2 & 3)])"
      words.append("breakpoint \(breakpoint) \(kinds[kind])\(length)")
    }
    if value >> 13 & 1 == 1 { words.append("GD") }
    return words.isEmpty ? "none" : words.joined(separator: " | ")
  }

  /// The access rights of a segment, 12 bits as VMX and Xen keep them: bits 0-3 type, 4 S, 5-6 DPL, 7 P, 8 AVL, 9 L,
  /// 10 D/B, 11 G.
  @Sendable static func segmentRights(_ rights: UInt64) -> String {
    guard rights >> 7 & 1 == 1 else { return "not present" }
    var words: [String] = []
    if rights >> 4 & 1 == 0 {
      words.append(systemSegments[rights & 0xf] ?? "system \(NumberText.hex(rights & 0xf))")
    } else if rights >> 3 & 1 == 1 {
      words.append("code")
      words.append(rights >> 1 & 1 == 1 ? "readable" : "execute-only")
      if rights >> 2 & 1 == 1 { words.append("conforming") }
    } else {
      words.append("data")
      words.append(rights >> 1 & 1 == 1 ? "writable" : "read-only")
      if rights >> 2 & 1 == 1 { words.append("expand-down") }
    }
    if rights >> 4 & 1 == 1, rights & 1 == 1 { words.append("accessed") }
    words.append("DPL \(rights >> 5 & 3)")
    if rights >> 8 & 1 == 1 { words.append("AVL") }
    if rights >> 9 & 1 == 1 { words.append("64-bit") } else if rights >> 10 & 1 == 1 { words.append("32-bit") }
    if rights >> 11 & 1 == 1 { words.append("in pages") }
    return words.joined(separator: " | ")
  }

  private static let systemSegments: [UInt64: String] = [
    1: "TSS 16-bit", 2: "LDT", 3: "busy TSS 16-bit", 9: "TSS", 11: "busy TSS", 12: "call gate", 14: "interrupt gate",
    15: "trap gate",
  ]
}
