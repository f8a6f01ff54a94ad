extension FindingRule {
  /// What receivers do about what is wrong with, or only in, tails.
  static let tailReceptions: [FindingRule: [Reception]] = [
    .unmappedCount: [
      Reception(.legacy, .givesUp, "Error when reading pfn count", source: "buffer_tail_pv"),
      Reception(.converter, .givesUp, LogLine("Stream truncated", by: .converter), source: "read_pv_tail"),
    ],
    .xsaveSize: [
      Reception(.converter, .givesUp, LogLine("AssertionError", by: .converter), source: "read_pv_tail")
    ],
    .deviceModelSignature: [
      Reception(.legacy, .givesUp, "Invalid QEMU signature: …", source: "buffer_tail_hvm"),
      Reception(
        .converter, .givesUp, LogLine("RuntimeError: Unrecognised Qemu sig '…'", by: .converter), source: "read_qemu"),
    ],
    .deviceModelForm: [
      Reception(
        .converter, .givesUp, LogLine("RuntimeError: Unrecognised Qemu sig '…'", by: .converter), source: "read_qemu"
      ) { "RuntimeError: Unrecognised Qemu sig '\(FindingText.deviceModelForm($0))'" }
    ],
    .deviceModelMagic: [
      Reception(.legacy, .givesUp, "Invalid QEMU magic: 0x…", source: "compat_buffer_qemu"),
      Reception(.converter, .takes),
      Reception(.modern, .failsAtStart, LogLine("load of migration failed", by: .qemu), source: "QEMU"),
    ],
    .hvmContextUnknownRecord: [
      Reception(
        .every, .failsAtStart, LogLine("HVM restore: unknown entry typecode …", by: .xen),
        source: "hvm_load in hvm/save.c"
      ) { "HVM restore: unknown entry typecode \($0.value)" }
    ],
  ]
}
