extension Layout {
  /// The FXSAVE image (512 bytes): x87 registers, MXCSR and the low 128 bits of the vector registers.
  ///
  /// ```
  /// 0 FCW  2 FSW  4 FTW  6 FOP  8 FIP  16 FDP  24 MXCSR  28 mask  32 ST0…ST7  160 XMM0…XMM15  416 reserved
  /// ```
  static let fxsave = Layout(
    "fxsave", byteCount: 512,
    rows: [
      [
        Field("fcw", at: 0, .address(bytes: 2), "x87 control word"),
        Field("fsw", at: 2, .address(bytes: 2), "x87 status word"),
        Field("ftw", at: 4, .address(bytes: 1), "x87 tags, abridged"),
        Field("fop", at: 6, .address(bytes: 2), "last x87 opcode"),
        Field("fip", at: 8, .address(bytes: 8), "last x87 instruction"),
        Field("fdp", at: 16, .address(bytes: 8), "last x87 operand"),
        Field("mxcsr", at: 24, .flags(bytes: 4, names: RegisterBits.mxcsr)),
        Field("mxcsr_mask", at: 28, .address(bytes: 4)),
      ],
      Field.row((0..<8).map { "st\($0)" }, at: 32, .bytes(16)),
      Field.row((0..<16).map { "xmm\($0)" }, at: 160, .bytes(16)),
    ])

  private static let compaction = XsaveComponents.names.merging([63: "compacted"]) { name, _ in name }

  /// The 64-byte header that follows the legacy region of an XSAVE area.
  static let xsaveHeader = Layout(
    "xsave_hdr", byteCount: 64,
    [
      Field("xstate_bv", at: 0, .flags(bytes: 8, names: XsaveComponents.names), "components in use"),
      Field("xcomp_bv", at: 8, .flags(bytes: 8, names: compaction), "components of the compacted form"),
    ])
}
