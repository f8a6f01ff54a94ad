extension FindingRule {
  /// The rules of bodies.
  static let bodyRows: [FindingRule: Row] = [
    .unknownChunk: Row(.error) {
      "\(Text.chunkID($0.value)) is the id of no known chunk, so nothing tells where it ends; \(Text.loss($0))"
    },
    .batchTooLarge: Row(.error) {
      "a batch of \(Text.number($0.value)) entries, where \(Text.number($0.limit)) are allowed; \(Text.loss($0))"
    },
    .batchWithoutContent: Row(.note) {
      "a batch with \($0.value == 1 ? "1 unmapped entry" : "\(Text.number($0.value)) unmapped entries") only, which no sender "
        + "since Xen 4.1 writes; it changes nothing"
    },
    .pfnOutOfRange: Row(.error) {
      "PFN \(Number.hex($0.subject)) is not below p2m_size (\(Number.hex($0.limit)))\(Text.others($0)); a receiver gives up "
        + "(\"pfn out of range\") or crashes"
    },
    .pfnRepeated: Row(.warning) {
      "PFN \(Number.hex($0.subject)) stands twice in one batch, again as entry \(Text.number($0.value)), which no sender writes; "
        + "the last one counts"
    },
    .pageTypeUndefined: Row(.error) {
      "PFN \(Number.hex($0.subject)) has page type \($0.value), where 5 to 7 do not exist; a receiver logs \"Bogus page type\" and "
        + ($0.severity == .error
          ? "gives up, or goes on without the rest of the batch" : "goes on without the rest of the batch")
    },
    .pinWithoutTable: Row(.warning) {
      "PFN \(Number.hex($0.subject)) has the pin bit and is no page table (type \($0.value)); a receiver ignores the bit"
    },
    .allocateOnlyLate: Row(.warning) {
      "PFN \(Number.hex($0.subject)) is an XALLOC entry (type \($0.value)) after checkpoint 0, where no sender writes one; a "
        + "receiver allocates the page without content"
    },
    .vcpuInfoMissing: Row(.warning) { finding in
      "the body has no VCPU_INFO chunk" + (finding.severity == .note ? ", as Xen 3.0 wrote it" : "")
        + "; a receiver takes it that vCPU 0 is the only one"
    },
    .vcpuInfoRepeated: Row(.warning, "the body has a second VCPU_INFO chunk; the last one counts"),
    .vcpuLimit: Row(.error) {
      "the highest vCPU id is \(Text.chunkID($0.value)), where 0 to 4,095 is allowed; a receiver gives up, but not "
        + "on a negative one"
    },
    .ioreqServerPair: Row(.warning) {
      let names = ["HVM_IOREQ_SERVER_PFN", "HVM_NR_IOREQ_SERVER_PAGES"]
      return
        "\(names[$0.value == 0 ? 0 : 1]) is there without \(names[$0.value == 0 ? 1 : 0]); a receiver logs an error and goes "
        + "on (\"Inconsistent IOREQ Server settings\")"
    },
    .acpiPortsValue: Row(.warning) {
      "the ACPI I/O ports location is \(Text.number($0.value)), where 0 or 1 is allowed; a receiver logs an error "
        + "and goes on"
    },
    .hvmChunkInPV: Row(.warning) {
      "a chunk \(Text.chunkID($0.value)), which belongs to HVM guests, stands in the stream of a PV guest; a receiver does nothing with it"
    },
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
