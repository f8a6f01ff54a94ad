extension FindingRule {
  /// The rules of the legacy header.
  static let legacyHeaderRows: [FindingRule: Row] = [
    .p2mSizeOutOfRange: Row(.error) {
      "p2m_size is \(Text.number($0.value)), where a sender allows 1 to \(Text.number($0.limit)); a receiver does "
        + "not check it"
    },
    .extendedInfoMissing: Row(
      .note,
      "a PV guest without extended info, as Xen up to 3.1 writes it; receivers up to 4.5 take it, the converter of 4.6 "
        + "and later does not (\"Unexpected extended info marker\")"),
    .extendedInfoOverrun: Row(.error) {
      "a block of the extended info claims more bytes than are left of it\(Text.claim($0)); a receiver gives up"
    },
    .extendedInfoUnknownBlock: Row(.note) {
      "the extended info has a block of an unknown kind (\(Number.counted($0.value, "byte"))); a receiver skips it"
    },
    .vcpuBlockSize: Row(.error) {
      "the vcpu block has \(Text.number($0.value)) bytes, where a 32-bit guest has 2,800 and a 64-bit guest 5,168; a "
        + "receiver gives up"
    },
    .xcntBlockSize: Row(.error) {
      "the xcnt block states \(Number.counted($0.value, "byte")) instead of 4; a receiver loses its place behind it"
    },
    .p2mFrameOutOfRange: Row(.error) {
      "the p2m frame list names PFN \(Number.hex($0.value)), and p2m_size is \(Number.hex($0.limit)); a receiver "
        + "gives up at the very end (\"PFN-to-MFN frame number … is bad\")"
    },
  ]
}
