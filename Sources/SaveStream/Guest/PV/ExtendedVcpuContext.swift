/// What Xen keeps of a PV vCPU beside its context: `struct xen_domctl_ext_vcpucontext`. A legacy tail always carries
/// 128 bytes of it, of which only the first `size` mean anything; that number has grown with the releases.
enum ExtendedVcpuContext {
  /// The bytes of it in a legacy tail.
  static let byteCount: UInt64 = 128
  /// The file offset of `size` in it.
  static let sizeOffset: UInt64 = 4

  /// The layout for the `size` that the structure states: the longest known one that fits.
  static func layout(size: UInt64) -> Layout { layouts.last { UInt64($0.byteCount) <= size } ?? layouts[0] }

  /// A node for it; bytes beyond the size that it states are one leaf.
  static func node(named name: String = "extended", range: Range<UInt64>) -> TreeNode {
    let available = range.upperBound - range.lowerBound
    return TreeNode(name, .structure, offset: range.lowerBound, length: available) { reader in
      let size = reader.number(at: range.lowerBound &+ sizeOffset, bytes: 4) ?? 0
      return NodeList(layout(size: size).nodes(at: range.lowerBound, available: available, reader))
    }
  }

  /// 32 bytes in Xen 3.2 to 4.1, 40 in 4.2, 56 in 4.3 to 4.9, 64 since.
  static let layouts = [32, 40, 56, 64].map { byteCount in
    Layout(
      "xen_domctl_ext_vcpucontext", byteCount: byteCount,
      rest: .init("undefined", "beyond the size that the structure states"),
      fields.filter { $0.end <= byteCount })
  }

  private static let fields: [Layout.Field] = [
    .init("vcpu", at: 0, .number(bytes: 4)),
    .init("size", at: 4, .number(bytes: 4), "bytes of this structure that mean something"),
    .init("syscall32_callback_eip", at: 8, .address(bytes: 8)),
    .init("sysenter_callback_eip", at: 16, .address(bytes: 8)),
    .init("syscall32_callback_cs", at: 24, .address(bytes: 2)),
    .init("sysenter_callback_cs", at: 26, .address(bytes: 2)),
    .init("syscall32_disables_events", at: 28, .number(bytes: 1)),
    .init("sysenter_disables_events", at: 29, .number(bytes: 1)),
    .init("mcg_cap", at: 32, .address(bytes: 8), "machine-check capabilities"),
    .init("mci_ctl2_bank0", at: 40, .address(bytes: 8)),
    .init("mci_ctl2_bank1", at: 48, .address(bytes: 8)),
    .init("mcg_ext_ctl", at: 56, .address(bytes: 8)),
  ]
}
