extension FindingRule {
  /// The rules of what a vCPU or a device was like, in streams of every format.
  static let processorRows: [FindingRule: Row] = [
    .xsaveInconsistent: Row(.error) {
      "components of the extended state (\(Number.hex($0.value))) are not among those that were ever on "
        + "(\(Number.hex($0.limit))), or exclude each other; Xen refuses it (\"inconsistent xsave state\")"
    },
    .xsaveExcess: Row(.error) {
      "an XSAVE area of \(Text.number($0.value)) bytes, where its components take \(Text.number($0.limit)), and the rest is "
        + "not zero; Xen refuses it (\"xsave length\")"
    },
    .xsaveExcessZero: Row(.note) {
      "an XSAVE area of \(Text.number($0.value)) bytes, where its components take \(Text.number($0.limit)); Xen 4.2.4, "
        + "4.2.5, 4.3.1 to 4.3.3, 4.4.0 and 4.4.1 refuse it (\"xsave length\"), others see that the rest is zero"
    },
    .machineCheckCapabilities: Row(.error) {
      "machine-check capabilities \(Number.hex($0.value)) with bits that no guest has (\(Number.hex($0.limit))); Xen refuses "
        + "them (\"unsupported MCA capabilities\")"
    },
    .extendedContextSize: Row(.error) {
      "an extended vCPU context states \(Text.number($0.value)) bytes, where Xen asks for \(Text.number($0.limit)); a "
        + "receiver fails (\"Couldn't set extended vcpu\")"
    },
    .callbackAddress: Row(.error) {
      "a callback of the extended vCPU context is at \(Number.hex($0.value)), which is no address; a receiver fails "
        + "(\"Couldn't set extended vcpu\")"
    },
    .deviceModelEnd: Row(
      .warning,
      "the device model's state does not end with the mark behind its last section; QEMU does not load it (\"load of "
        + "migration failed\")"),
    .toolstackVersion: Row(.error) {
      "the TOOLSTACK chunk has version \(Text.number($0.value)), where libxl knows \(Text.number($0.limit)); the restore "
        + "fails (\"wrong version\")"
    },
    .toolstackName: Row(
      .error,
      "a name in the TOOLSTACK chunk has no NUL at its end; the restore fails (\"physmap name not NUL terminated\")"),
    .viridianMissing: Row(
      .warning,
      "the HVM context has a VIRIDIAN record, and no HVM_VIRIDIAN parameter is sent: the guest starts without the "
        + "interface that it uses, and Windows locks up"),
  ]
}
