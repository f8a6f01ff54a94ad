/// What the CPUID policy of a stream gives the guest, as far as a receiver judges other state by it: Xen works out anew
/// what XSAVE may hold from the features (`recalculate_xstate` in `xen/arch/x86/cpuid.c`), and refuses an MSR without
/// its feature (`guest_wrmsr` in `msr.c`).
struct ProcessorPolicy: Sendable, Equatable {
  /// A register of a leaf.
  private struct Key: Hashable, Sendable {
    let leaf: UInt64
    let register: Int
  }

  /// Registers that hold features: subleaf 0 of each leaf, by eax, ebx, ecx and edx.
  private var features: [Key: UInt64] = [:]

  /// From the entries of a policy, each a leaf, a subleaf and four registers; nil without leaf 1.
  init?(_ entries: [[UInt64]]) {
    for entry in entries where entry.count == 6 && (entry[1] == 0 || entry[1] == CPUIDPolicy.noSubleaf) {
      for register in 0..<4 { features[Key(leaf: entry[0], register: register)] = entry[2 + register] }
    }
    guard features[Key(leaf: 1, register: Self.ecx)] != nil else { return nil }
  }

  private static let (eax, ebx, ecx, edx) = (0, 1, 2, 3)

  private func has(_ leaf: UInt64, _ register: Int, bit: UInt64) -> Bool {
    (features[Key(leaf: leaf, register: register)] ?? 0) >> bit & 1 == 1
  }

  /// The components that XCR0 may have.
  var components: UInt64 {
    guard has(1, Self.ecx, bit: 26) else { return 0 }
    var components: UInt64 = 3
    if has(1, Self.ecx, bit: 28) { components |= 1 << 2 }
    if has(7, Self.ebx, bit: 14) { components |= 3 << 3 }
    if has(7, Self.ebx, bit: 16) { components |= 7 << 5 }
    if has(7, Self.ecx, bit: 3) { components |= 1 << 9 }
    if has(0x8000_0001, Self.ecx, bit: 15) { components |= 1 << 62 }
    return components
  }

  /// Whether the guest has the feature that an MSR belongs to. Of those that are not listed nothing is said.
  func has(msr index: UInt64) -> Bool {
    switch index {
    case 0x48: has(7, Self.edx, bit: 26) || has(0x8000_0008, Self.ebx, bit: 14)
    case 0xc000_0103: has(0x8000_0001, Self.edx, bit: 27) || has(7, Self.ecx, bit: 22)
    case 0xc001_1027, 0xc001_1019...0xc001_101b: has(0x8000_0001, Self.ecx, bit: 26)
    default: true
    }
  }
}
