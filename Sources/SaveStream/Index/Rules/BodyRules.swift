extension FindingRule {
  /// The rules of bodies.
  static let bodyRows: [FindingRule: Row] = [
    .unknownChunk: Row(.error) {
      "\(Text.chunkID($0.value)) is the id of no known chunk, so nothing tells where it ends; \(Text.loss($0))"
    },
    .batchTooLarge: Row(.error) {
      "a batch of \(Text.number($0.value)) entries, where \(Text.number($0.limit)) are allowed; \(Text.loss($0))"
    },
    .batchWithoutContent: Row(
      .note, "a batch with unmapped entries only, which no sender since Xen 4.1 writes; it changes nothing"),
    .pfnOutOfRange: Row(.error) {
      "a PFN is not below p2m_size (\(Number.hex($0.limit)))\(Text.others($0)); a receiver gives up or crashes"
    },
    .pfnRepeated: Row(.warning, "a PFN stands twice in one batch, which no sender writes; the last one counts"),
    .pageTypeUndefined: Row(
      .error, "a page type that does not exist (5, 6 or 7); a receiver gives up when it applies the page"),
    .pinWithoutTable: Row(.warning, "the pin bit on a page that is no page table (type 8); a receiver ignores the bit"),
    .allocateOnlyLate: Row(
      .warning,
      "an XALLOC entry after checkpoint 0, where no sender writes one; a receiver allocates the page without content"),
    .vcpuInfoMissing: Row(.warning, "the body has no VCPU_INFO chunk; a receiver takes it that vCPU 0 is the only one"),
    .vcpuInfoRepeated: Row(.warning, "the body has a second VCPU_INFO chunk; the last one counts"),
    .vcpuLimit: Row(.error) {
      "the highest vCPU id is \(Text.chunkID($0.value)), where 0 to 4,095 is allowed; a receiver gives up, but not "
        + "on a negative one"
    },
    .ioreqServerPair: Row(
      .warning,
      "one of HVM_IOREQ_SERVER_PFN and HVM_NR_IOREQ_SERVER_PAGES is there without the other; a receiver logs an "
        + "error and goes on"),
    .acpiPortsValue: Row(.warning) {
      "the ACPI I/O ports location is \(Text.number($0.value)), where 0 or 1 is allowed; a receiver logs an error "
        + "and goes on"
    },
    .hvmChunkInPV: Row(.warning, "a chunk that belongs to HVM guests stands in the stream of a PV guest"),
    .toolstackLayout: Row(.error) { "the TOOLSTACK chunk does not have the layout that libxl writes\(Text.claim($0))" },
    .tmemLayout: Row(
      .error,
      "the TMEM chunk does not have the layout that a sender writes, so nothing tells for sure where it ends"),
    .tmemPresent: Row(
      .note,
      "transcendent memory is in the stream; receivers of Xen 4.0 to 4.5 take it, the converter of 4.6 and later stops "
        + "at it (\"RuntimeError: todo\")"),
    .verifyInRemus: Row(
      .warning,
      "verify mode is on in a checkpointed stream; Xen's receiver never applies a page again, in later checkpoints "
        + "either: it ends with the memory of before and the state of the last checkpoint"),
    .verifyMismatch: Row(.warning) {
      "page \(Number.hex($0.value)) differs from what was sent before in \(Number.counted($0.limit, "word")); a "
        + "receiver logs it and keeps what it has"
    },
    .lastCheckpointMissing: Row(
      .note,
      "no LAST_CHECKPOINT, although nothing follows; receivers of Xen 4.1 to 4.3.1 wait for another checkpoint"),
    .lastCheckpointInRemus: Row(
      .warning,
      "LAST_CHECKPOINT stands in a stream that goes on; a receiver commits here and ignores the rest"),
    .compressionEnabledLate: Row(.warning, "ENABLE_COMPRESSION stands behind checkpoint 0, where no sender puts it"),
    .compressionPresent: Row(
      .note,
      "compression is switched on; receivers of Xen 4.2 to 4.5 take it, the converter of 4.6 and later stops at it "
        + "(\"RuntimeError: todo\")"),
    .remusEnd: Row(
      .note,
      "the Remus run ends behind a whole checkpoint; Xen 4.0 to 4.3 and 4.5 start from it, 4.4 destroys the domain "
        + "(\"error when buffering batch, finishing\")"),
  ]
}
