extension FindingRule {
  /// What the manual says of the rules about bodies.
  static let bodyManual: [FindingRule: Manual] = [
    .unknownChunk: Manual(
      meaning: "a negative chunk id that no release writes; nothing tells its length",
      receivers: "give up",
      savescope: "goes on behind it where the rest of the body makes sense, else shows it as unknown"),
    .batchTooLarge: Manual(
      meaning: "a batch of more than 1024 entries",
      receivers: "give up",
      savescope: "shows the rest as unknown"),
    .batchWithoutContent: Manual(
      meaning: "a batch of unmapped entries only, as no sender since 4.1 writes",
      receivers: "accept it",
      savescope: "shows it"),
    .pfnOutOfRange: Manual(
      meaning: "a PFN that is not below p2m_size",
      receivers: "index a table with it first, then give up where it is above p2m_size; a PFN far out crashes them",
      savescope: "shows the entry; the PFN belongs to no memory"),
    .pfnRepeated: Manual(
      meaning: "a PFN twice in one batch",
      receivers: "accept it; the last one counts",
      savescope: "the same"),
    .pageTypeUndefined: Manual(
      meaning: "page type 5, 6 or 7",
      receivers: "give up when they apply the page; HVM receivers may go on",
      savescope: "takes it to carry content"),
    .pinWithoutTable: Manual(
      meaning: "type 8: the pin bit on a page that is no page table",
      receivers: "ignore the bit",
      savescope: "the same"),
    .allocateOnlyLate: Manual(
      meaning: "an XALLOC entry behind checkpoint 0",
      receivers: "allocate the page",
      savescope: "the same"),
    .vcpuInfoMissing: Manual(
      meaning: "no VCPU_INFO chunk in a body",
      receivers: "take it that vCPU 0 is the only one",
      savescope: "the same"),
    .vcpuInfoRepeated: Manual(
      meaning: "a second VCPU_INFO chunk in a body",
      receivers: "the last one counts",
      savescope: "the same"),
    .vcpuLimit: Manual(
      meaning: "the highest vCPU id is 4096 or more, or negative",
      receivers: "give up at 4096; a negative one passes their check and is undefined behaviour",
      savescope: "goes on behind the chunk where the rest of the body makes sense, else shows it as unknown"),
    .ioreqServerPair: Manual(
      meaning: "one of HVM_IOREQ_SERVER_PFN and HVM_NR_IOREQ_SERVER_PAGES without the other",
      receivers: "log an error and go on",
      savescope: "reads on"),
    .acpiPortsValue: Manual(
      meaning: "an ACPI I/O ports location that is neither 0 nor 1",
      receivers: "log an error and go on",
      savescope: "reads on"),
    .hvmChunkInPV: Manual(
      meaning: "a chunk for HVM guests in the stream of a PV guest",
      receivers: "take it and do nothing with it",
      savescope: "reads on"),
    .toolstackLayout: Manual(
      severity: "error where it leads past the chunk, else warning",
      meaning: "the payload of TOOLSTACK is not laid out as libxl does",
      receivers: "libxl fails, or restores wrong device memory",
      savescope: "shows what does not fit as bytes"),
    .tmemLayout: Manual(
      meaning: "a TMEM chunk whose end cannot be told",
      receivers: "lose their place",
      savescope: "shows the rest as unknown"),
    .tmemPresent: Manual(
      meaning: "a TMEM chunk: pages of transcendent memory travel with the guest",
      receivers: "4.0 to 4.5 take it; later ones convert the stream first, and the converter stops there",
      savescope: "shows them",
      source: "`read_chunks` in `convert-legacy-stream`"),
    .verifyInRemus: Manual(
      meaning: "verify mode (chunk −1) in a checkpointed stream; the mode is never left",
      receivers: "never apply a page again: they end with checkpoint 0's memory and the last checkpoint's state",
      savescope:
        "no later checkpoint is a takeover; does not apply the pages of that body, but those of later ones; "
        + "`cut` warns"),
    .verifyMismatch: Manual(
      meaning: "a page that was sent again in verify mode is not what was sent before; reported by `verify --memory`",
      receivers: "log it and keep what they have",
      savescope: "keeps what was sent before"),
    .lastCheckpointMissing: Manual(
      meaning: "one image without LAST_CHECKPOINT",
      receivers: "4.1 to 4.3.1 wait for another checkpoint; later ones go by what the toolstack told them",
      savescope: "cannot tell whether the stream was checkpointed"),
    .lastCheckpointInRemus: Manual(
      meaning: "LAST_CHECKPOINT in a stream that goes on",
      receivers: "commit there and ignore the rest",
      savescope: "reads on"),
    .compressionEnabledLate: Manual(
      meaning: "ENABLE_COMPRESSION behind checkpoint 0",
      receivers: "switch to compressed pages from then on",
      savescope: "goes by what follows"),
    .compressionPresent: Manual(
      meaning: "an ENABLE_COMPRESSION chunk: later checkpoints send their pages as deltas",
      receivers: "4.2 to 4.5 take it; later ones convert the stream first, and the converter stops there",
      savescope: "decodes them",
      remedy: "`savescope cut FILE --checkpoint N -o OUT` makes a plain image of one checkpoint",
      source: "`pagebuf_get_one` in `xc_domain_restore.c`; `read_chunks` in `convert-legacy-stream`"),
    .remusEnd: Manual(
      meaning: "a Remus run that ends behind a whole checkpoint, as it does when the other host is lost",
      receivers: "start from that checkpoint, but for 4.4",
      savescope: "names it as the one to take over from",
      remedy: "`savescope cut FILE --checkpoint N -o OUT` makes an image of it that 4.4 takes",
      source: "`xc_domain_restore` in `xc_domain_restore.c`; mended in 4.5.0"),
  ]
}
