/// The XSAVE part of a PV vCPU record in a legacy tail.
///
/// ```
/// 0 xfeature_mask  8 size  16 xcr0  24 xcr0_accum  32 legacy region  544 header  608 extended regions … 16 + size
/// ```
/// When `xcr0_accum` is zero, `size` may be 16 and nothing follows it.
enum XsaveArea {
  /// The bytes before those that `size` counts.
  static let headerByteCount: UInt64 = 16
  /// The offset of `size`.
  static let sizeOffset: UInt64 = 8

  static let layout = Layout(
    "xsave", byteCount: 608, rest: .init("extended", "extended regions"),
    [
      .init("xfeature_mask", at: 0, .address(bytes: 8), "what the host supports"),
      .init("size", at: 8, .number(bytes: 8), "bytes that follow"),
      .init("xcr0", at: 16, .address(bytes: 8)),
      .init("xcr0_accum", at: 24, .address(bytes: 8), "every component ever enabled"),
      .init("legacy", at: 32, .structure(.fxsave)),
      .init("header", at: 544, .structure(.xsaveHeader)),
    ])

  /// A node for it.
  static func node(named name: String = "xsave", range: Range<UInt64>) -> TreeNode {
    .structure(layout, named: name, at: range.lowerBound, available: range.upperBound - range.lowerBound)
  }
}
