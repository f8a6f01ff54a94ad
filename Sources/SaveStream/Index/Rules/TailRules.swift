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
    .deviceModelMagic: Row(.error, "the device-model state does not start with QEVM; a receiver gives up"),
  ]
}
