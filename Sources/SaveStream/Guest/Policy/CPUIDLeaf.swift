/// What the leaves of CPUID tell.
enum CPUIDLeaf {
  /// The layout of an entry: what its four registers hold depends on the leaf.
  static func layout(_ leaf: UInt64, _ subleaf: UInt64) -> Layout {
    Layout(
      "xen_cpuid_leaf", byteCount: CPUIDPolicy.entryByteCount,
      [
        .init("leaf", at: 0, .address(bytes: 4)),
        .init("subleaf", at: 4, .words(bytes: 4) { $0 == 0xffff_ffff ? "none" : "\($0)" }),
      ]
        + ["eax", "ebx", "ecx", "edx"].enumerated().map { place, name in
          .init(name, at: 8 + 4 * place, type(leaf, subleaf, name))
        })
  }

  private static func type(_ leaf: UInt64, _ subleaf: UInt64, _ register: String) -> FieldType {
    if let names = CPUFeatures.names(leaf, subleaf, register) { return .flags(bytes: 4, names: names) }
    return switch (leaf, register) {
    case (0, "ebx"), (0, "ecx"), (0, "edx"), (0x4000_0000, "ebx"), (0x4000_0000, "ecx"), (0x4000_0000, "edx"),
      (0x8000_0000, "ebx"), (0x8000_0000, "ecx"), (0x8000_0000, "edx"), (0x8000_0002...0x8000_0004, _):
      .text(bytes: 4)
    case (1, "eax"): .words(bytes: 4, signature)
    case (0xD, "eax") where subleaf == 0: .flags(bytes: 4, names: XsaveComponents.names)
    case (0xD, "ebx"),
      (0xD, "ecx") where subleaf != 1:
      .number(bytes: 4)
    case (0x8000_0008, "eax"): .words(bytes: 4, addressBits)
    default: .address(bytes: 4)
    }
  }

  /// What a leaf is about, in a few words, with the text that it spells where it does.
  /// - Parameter registers: eax, ebx, ecx and edx.
  static func meaning(_ leaf: UInt64, _ registers: [UInt64]) -> String {
    guard registers.count == 4 else { return "" }
    switch leaf {
    case 0: return spelt("vendor", [registers[1], registers[3], registers[2]])
    case 0x4000_0000: return spelt("hypervisor", [registers[1], registers[2], registers[3]])
    case 0x8000_0002...0x8000_0004: return spelt("name", registers)
    default: return meanings[leaf] ?? ""
    }
  }

  private static let meanings: [UInt64: String] = [
    0x1: "family, model and features", 0x2: "caches", 0x4: "caches", 0x5: "MONITOR", 0x6: "power", 0x7: "features",
    0xA: "performance counters", 0xB: "topology", 0xD: "XSAVE", 0x12: "SGX", 0x14: "processor trace",
    0x15: "TSC frequency", 0x16: "processor frequency", 0x1F: "topology", 0x4000_0100: "limit of Hyper-V leaves",
    0x8000_0000: "highest extended leaf", 0x8000_0001: "extended features", 0x8000_0005: "caches",
    0x8000_0006: "caches", 0x8000_0007: "power and errors", 0x8000_0008: "address sizes and features",
    0x8000_000A: "SVM", 0x8000_0019: "TLBs of large pages", 0x8000_001A: "performance hints", 0x8000_001B: "IBS",
    0x8000_001C: "LWP", 0x8000_001D: "caches", 0x8000_001E: "topology", 0x8000_001F: "memory encryption",
    0x8000_0021: "more extended features",
  ]

  /// What registers are, and the text that their bytes spell up to the first NUL, escaped.
  private static func spelt(_ what: String, _ registers: [UInt64]) -> String {
    let bytes = registers.flatMap { register in (0..<4).map { UInt8(truncatingIfNeeded: register >> (8 * $0)) } }
    let text = EscapedText.of(bytes.prefix { $0 != 0 }, unicode: false)
    return text.isEmpty ? what : "\(what) \(text)"
  }

  /// EAX of leaf 1.
  @Sendable private static func signature(_ value: UInt64) -> String {
    let base = value >> 8 & 0xf
    let family = base == 0xf ? base + (value >> 20 & 0xff) : base
    let extended = base == 0xf || base == 6 ? value >> 12 & 0xf0 : 0
    return "family \(family), model \(extended | value >> 4 & 0xf), stepping \(value & 0xf)"
  }

  @Sendable private static func addressBits(_ value: UInt64) -> String {
    let guest = value >> 16 & 0xff
    return "physical \(value & 0xff) bits, linear \(value >> 8 & 0xff) bits"
      + (guest == 0 ? "" : ", guest physical \(guest) bits")
  }
}
