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
    .vcpuPageTableBase: Row(.error) {
      "a vCPU's page-table base leads to PFN \(Number.hex($0.value)), which is no top-level page table of this "
        + "stream; a receiver gives up"
    },
    .vcpuDescriptorTable: Row(.error) {
      "a vCPU's descriptor table does not fit\(Text.claim($0)); a receiver gives up"
    },
    .xsaveSize: Row(.warning) {
      "an XSAVE area states another size than the header\(Text.claim($0)); Xen's receiver loses its place"
    },
    .hvmContextHeader: Row(
      .error,
      "the HVM context does not start with the header record that Xen writes; Xen refuses the context"),
    .hvmContextOverrun: Row(.error) {
      "a record of the HVM context claims more bytes than are left\(Text.claim($0)); Xen refuses the context"
    },
    .hvmContextNoEnd: Row(.error, "the HVM context has no END record; Xen refuses the context"),
    .hvmContextUnknownRecord: Row(.note) {
      "the HVM context has a record of unknown type \(Text.number($0.value)); a Xen that does not know it refuses "
        + "the context"
    },
    .hvmContextRecordLength: Row(.warning) {
      "a record of the HVM context has a length that no known Xen gives its type\(Text.claim($0)); Xen refuses the "
        + "context"
    },
    .deviceModelSignature: Row(.error) {
      "the device-model record has a signature that is not known; \(Text.loss($0))"
    },
    .deviceModelForm: Row(.note) {
      "a device-model record of xend (\(FindingText.deviceModelForm($0))); receivers up to Xen 4.5 take it, the converter of "
        + "4.6 and later does not (\"Unrecognised Qemu sig\")"
    },
    .deviceModelMagic: Row(.error, "the device-model state does not start with QEVM; a receiver gives up"),
  ]
}
