extension FindingRule {
  /// What receivers do about what is wrong with, or only in, the header and the bodies of a legacy stream.
  static let legacyReceptions: [FindingRule: [Reception]] = headerOfLegacyReceptions.merging(bodyReceptions) { $1 }

  private static let headerOfLegacyReceptions: [FindingRule: [Reception]] = [
    .extendedInfoMissing: [
      Reception(
        .converter, .givesUp, LogLine("Unexpected extended info marker …", by: .converter),
        source: "read_pv_extended_info"
      ) { "Unexpected extended info marker \(NumberText.hex($0.value))" }
    ],
    .extendedInfoOverrun: [
      Reception(
        .converter, .givesUp, LogLine("Overshot Extended Info size by … bytes", by: .converter),
        source: "read_pv_extended_info"),
      Reception(
        .legacy, .givesUp, "read extended-info chunk signature failed", source: "load_p2m_frame_list"),
    ],
    .extendedInfoUnknownBlock: [
      Reception(
        .converter, .givesUp, LogLine("Unrecognised extended block", by: .converter), source: "read_pv_extended_info")
    ],
    .vcpuBlockSize: [
      Reception(
        .converter, .givesUp, LogLine("Unable to determine guest width/level", by: .converter),
        source: "read_pv_extended_info"),
      Reception(.legacy, .givesUp, "bad extended-info context size …", source: "load_p2m_frame_list") {
        "bad extended-info context size \($0.value)"
      },
    ],
    .p2mFrameOutOfRange: [
      Reception(.legacy, .failsAtStart, "PFN-to-MFN frame number … (…) is bad", source: "xc_domain_restore") {
        "PFN-to-MFN frame number … (\(NumberText.hex($0.value))) is bad"
      },
      Reception(.converter, .takes),
      Reception(
        .modern, .failsAtStart, "pfn (…) for p2m_frame_list[…] out of range",
        source: "update_guest_p2m in xg_sr_restore_x86_pv.c"),
    ],
  ]

  private static let bodyReceptions: [FindingRule: [Reception]] = [
    .unknownChunk: [
      Reception(.legacy, .givesUp, "Max batch size exceeded (…). Giving up.", source: "pagebuf_get_one") {
        "Max batch size exceeded (\(FindingText.chunkID($0.value))). Giving up."
      },
      Reception(
        .converter, .givesUp, LogLine("Unrecognised chunk …", by: .converter), source: "read_chunks"
      ) { "Unrecognised chunk \(FindingText.chunkID($0.value))" },
    ],
    .batchTooLarge: [
      Reception(.legacy, .givesUp, "Max batch size exceeded (…). Giving up.", source: "pagebuf_get_one") {
        "Max batch size exceeded (\($0.value)). Giving up."
      },
      Reception(
        .converter, .givesUp, LogLine("Page batch (…) exceeded MAX_BATCH (1024)", by: .converter),
        source: "read_chunks"
      ) { "Page batch (\($0.value)) exceeded MAX_BATCH (1024)" },
    ],
    .pfnOutOfRange: [
      Reception(.legacy, .fails, "pfn out of range", source: "apply_batch"),
      Reception(.converter, .takes),
      Reception(
        .modern, .fails, of: .pv, "pfn … (index …) outside domain maximum",
        source: "handle_page_data in xg_sr_restore.c"),
      Reception(.modern, .takes, of: .hvm, source: "x86_hvm_pfn_is_valid in xg_sr_restore_x86_hvm.c"),
    ],
    .pfnRepeated: [
      Reception(
        .converter, .givesUp, LogLine("Duplicate pfns in batch", by: .converter), source: "read_chunks")
    ],
    .pageTypeUndefined: [
      Reception(
        .through(4, 1), .fails, "Bogus page type … page table is out of range: i=… p2m_size=…", source: "apply_batch"),
      Reception(
        .legacy, .takes, "Bogus page type … page table is out of range: i=… p2m_size=…",
        source: "apply_batch: says so, and reports success"),
      Reception(.converter, .takes),
      Reception(
        .modern, .fails, "Invalid type … for pfn … (index …)", source: "handle_page_data in xg_sr_restore.c"),
    ],
    .vcpuInfoMissing: [
      Reception(
        .modern, .failsAtStart, of: .pv, "Sender didn't send vcpu0's basic state",
        source: "update_vcpu_context in xg_sr_restore_x86_pv.c")
    ],
    .vcpuLimit: [
      Reception(.legacy, .givesUp, "Error when reading max_vcpu_id", source: "pagebuf_get_one"),
      Reception(
        .converter, .givesUp, LogLine("Vcpu max_id out of range: … > …", by: .converter), source: "read_chunks"),
    ],
    .hvmChunkInPV: [
      Reception(
        .converter, .givesUp, LogLine("HVM-only param in PV stream", by: .converter),
        source: "write_libxc_hvm_params")
    ],
    .tmemPresent: [Reception(.converter, .givesUp, todo, source: "read_chunks")],
    .tmemLayout: [Reception(.converter, .givesUp, todo, source: "read_chunks")],
    .compressionPresent: [Reception(.converter, .givesUp, todo, source: "read_chunks")],
    .verifyInRemus: [Reception(.legacy, .mixes, source: "apply_batch: pagebuf.verify is never reset")],
    .lastCheckpointMissing: [
      Reception(
        .xen(PointRelease(4, 1, 0), PointRelease(4, 3, 1)), .waits, "error when buffering batch, finishing",
        source: "xc_domain_restore: last_checkpoint")
    ],
    .lastCheckpointInRemus: [
      Reception(
        .xen(PointRelease(4, 1, 0), PointRelease(4, 5, 5)), .commits, source: "xc_domain_restore: last_checkpoint")
    ],
    .remusEnd: [
      Reception(
        .xen(4, 4), .fails, "error when buffering batch, finishing",
        source: "xc_domain_restore: goto out, mended in 4.5.0")
    ],
  ]

  /// What the converter says of chunks that it was never taught.
  private static let todo = LogLine("RuntimeError: todo", by: .converter)
}
