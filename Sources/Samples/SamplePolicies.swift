@_spi(Measuring) import SaveStream

/// What the processor of a made-up host shows its guests: the same one whose signature stands in HVM contexts.
enum SamplePolicies {
  /// CPUID, leaf by leaf.
  static let cpuid: WrittenRecord = .cpuidPolicy([
    WrittenRecord.CPUIDLeaf(0x0, nil, [0xd, 0x756e_6547, 0x6c65_746e, 0x4965_6e69]),
    WrittenRecord.CPUIDLeaf(0x1, nil, [0x0003_06a9, 0x0001_0800, 0xf6b8_2203, 0x1789_fbff]),
    WrittenRecord.CPUIDLeaf(0x4, 0, [0x1c00_4121, 0x01c0_003f, 0x3f, 0]),
    WrittenRecord.CPUIDLeaf(0x4, 1, [0x1c00_4122, 0x01c0_003f, 0x3f, 0]),
    WrittenRecord.CPUIDLeaf(0x7, 0, [0, 0x0000_0281, 0, 0]),
    WrittenRecord.CPUIDLeaf(0xd, 0, [0x7, 0x340, 0x340, 0]),
    WrittenRecord.CPUIDLeaf(0xd, 1, [0x1, 0, 0, 0]),
    WrittenRecord.CPUIDLeaf(0xd, 2, [0x100, 0x240, 0, 0]),
    WrittenRecord.CPUIDLeaf(0x8000_0000, nil, [0x8000_0008, 0, 0, 0]),
    WrittenRecord.CPUIDLeaf(0x8000_0001, nil, [0, 0, 0x1, 0x2810_0800]),
    WrittenRecord.CPUIDLeaf(0x8000_0002, nil, words("Halcyon processo")),
    WrittenRecord.CPUIDLeaf(0x8000_0003, nil, words("r, made of one p")),
    WrittenRecord.CPUIDLeaf(0x8000_0004, nil, words("age, at 2.40GHz\0")),
    WrittenRecord.CPUIDLeaf(0x8000_0008, nil, [0x3027, 0, 0, 0]),
  ])

  /// Model-specific registers: CPUID may be made to fault, and no flaw of speculation is admitted.
  static let registers: WrittenRecord = .msrPolicy([
    WrittenRecord.MSR(0xce, 0x8000_0000), WrittenRecord.MSR(0x10a, 0),
  ])

  private static func words(_ text: String) -> [UInt32] {
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
  }
}
