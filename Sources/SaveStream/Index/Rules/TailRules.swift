extension FindingRule {
  /// The rules of tails.
  static let tailRows: [FindingRule: Row] = [
    .unmappedCount: Row(.error) {
      "the unmapped list claims \(Number.counted($0.value, "PFN")), where \(Text.number($0.limit)) are allowed; a "
        + "receiver gives up"
    },
    .unmappedOutOfRange: Row(.warning) {
      "the unmapped list names PFN \(Number.hex($0.value)), and p2m_size is \(Number.hex($0.limit))"
    },
    .xsaveSize: Row(.warning) {
      "the XSAVE part of vCPU \(StatePlace(packed: $0.subject).vcpu) states another size than the header\(Text.claim($0)); Xen's "
        + "receiver loses its place"
    },
    .hvmContextHeader: Row(
      .error,
      "the HVM context does not start with the header record that Xen writes; Xen refuses the context (\"bad magic number\" "
        + "or \"expected strict type 1\")"),
    .hvmContextOverrun: Row(.error) {
      "\(StatePlace(packed: $0.subject).words) claims more bytes than the HVM context has left\(Text.claim($0)); Xen refuses "
        + "it (\"\(StatePlace(packed: $0.subject).failedEntry)\")"
    },
    .hvmContextNoEnd: Row(.error) {
      "the HVM context ends behind \(Number.counted($0.value, "record")) without END; Xen refuses it (\"save did not end with "
        + "a null entry\")"
    },
    .hvmContextUnknownRecord: Row(.note) {
      "the HVM context has a record of unknown type \(Text.number($0.value)); a Xen that does not know it refuses it "
        + "(\"unknown entry typecode \($0.value)\")"
    },
    .hvmContextRecordLength: Row(.warning) {
      "\(StatePlace(packed: $0.subject).words) has \(Text.number($0.value)) bytes, where a known Xen gives it "
        + "\(Text.number($0.limit)); Xen refuses it (\"HVM restore mismatch\", "
        + "\"\(StatePlace(packed: $0.subject).failedEntry)\")"
    },
    .deviceModelSignature: Row(.error) {
      "the device-model record has a signature that is not known; \(Text.loss($0))"
    },
    .deviceModelForm: Row(.note) {
      "a device-model record of xend (\(FindingText.deviceModelForm($0))); receivers up to Xen 4.5 take it, the converter of "
        + "4.6 and later does not (\"Unrecognised Qemu sig\")"
    },
    .deviceModelMagic: Row(.error) {
      "the device-model state starts with \(Number.hex($0.value)), and not with QEVM (\(Number.hex($0.limit))); a receiver gives "
        + "up (\"Invalid QEMU magic\")"
    },
  ]
}
