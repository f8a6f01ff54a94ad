extension FindingRule {
  /// What the manual says of the rules about records of v2 and v3 streams that say something of the guest.
  static let guestRecordManual: [FindingRule: Manual] = [
    .pvInfoMissing: Manual(
      meaning: "a record that depends on the width of the guest's words stands before X86_PV_INFO",
      receivers: "give up",
      savescope: "takes 64 bits",
      logs: [
        LogLine("Not yet received X86_PV_INFO record", in: "4.6 and later")
      ],
      remedy: "save again",
      source: "`xg_sr_restore_x86_pv.c`, `handle_x86_pv_p2m_frames` and `handle_shared_info`"),
    .pvInfoRepeated: Manual(
      meaning: "X86_PV_INFO twice",
      receivers: "give up",
      logs: [
        LogLine("Already received X86_PV_INFO record", in: "4.6 and later")
      ],
      remedy: "save again",
      source: "`xg_sr_restore_x86_pv.c`, `handle_x86_pv_info`"),
    .pvInfoValue: Manual(
      meaning: "a width and a depth of page tables that no guest has",
      receivers: "give up",
      logs: [
        LogLine("Invalid X86_PV_INFO combination: width …, pt_levels …", in: "4.6 and later"),
        LogLine("X86_PV_INFO width/pt_levels settings …/… mismatch with d… …/…", in: "4.6 and later"),
        LogLine("Expected width of 4 or 8, got …", by: .verifier),
        LogLine("Expected levels of 3 or 4, got …", by: .verifier),
      ],
      remedy: "save again",
      source: "`xg_sr_restore_x86_pv.c`, `handle_x86_pv_info`"),
    .staticDataMissing: Manual(
      meaning: "a v3 stream whose P2M frames or pages come without STATIC_DATA_END; right if the version were 2",
      receivers: "give up",
      savescope: "reads on",
      logs: [
        LogLine("No STATIC_DATA_END seen", in: "4.14 and later")
      ],
      remedy: Remedy(
        "ask the sender's side: it wrote version 3 without what belongs to it; a cut image has it",
        .cut),
      source:
        "`xg_sr_restore.c`, `handle_page_data`; `xg_sr_restore_x86_pv.c`, `handle_x86_pv_p2m_frames` (4.14 and "
        + "later)"),
    .staticDataRepeated: Manual(
      meaning: "STATIC_DATA_END twice",
      receivers: "give up",
      logs: [
        LogLine("Multiple STATIC_DATA_END records found", in: "4.14 and later")
      ],
      remedy: "save again",
      source: "`xg_sr_restore.c`, `handle_static_data_end` (4.14 and later)"),
    .staticDataInV2: Manual(
      meaning: "STATIC_DATA_END or a policy in a v2 stream",
      receivers: "4.6 to 4.13 do not know the record and give up; later ones do not mind, but Xen's verifier does",
      logs: [
        LogLine("Mandatory record … (…) not handled", in: "4.6 to 4.13"),
        LogLine("Static data end record found in v2 stream", by: .verifier),
        LogLine("x86 CPUID policy record found in v2 stream", by: .verifier),
        LogLine("x86 MSR policy record found in v2 stream", by: .verifier),
      ],
      source: "`libxc.py`, `verify_record_static_data_end`"),
    .policyLate: Manual(
      meaning: "a CPUID or MSR policy behind STATIC_DATA_END",
      receivers: "take it without effect",
      savescope: "shows it",
      source: "`xg_sr_common_x86.c`, `x86_static_data_complete` (4.14 and later)"),
    .p2mFramesRange: Manual(
      meaning: "X86_PV_P2M_FRAMES whose first PFN is above its last",
      receivers: "give up",
      logs: [
        LogLine("End pfn in stream (…) exceeds Start (…)", in: "4.6 and later")
      ],
      remedy: "save again",
      source: "`xg_sr_restore_x86_pv.c`, `handle_x86_pv_p2m_frames`"),
    .p2mFramesMissing: Manual(
      meaning: "pages of a PV guest, and no X86_PV_P2M_FRAMES before them",
      receivers: "give up",
      savescope: "takes any PFN",
      logs: [
        LogLine("pfn … (index …) outside domain maximum", in: "4.6 and later")
      ],
      remedy: "save again",
      source: "`xg_sr_restore.c`, `handle_page_data`"),
    .vcpuRecordID: Manual(
      meaning:
        "a record of a vCPU that the guest cannot have, by the config around the stream, or that no guest "
        + "can have",
      receivers: "give up",
      savescope: "shows it",
      logs: [
        LogLine("… record vcpu_id (…) exceeds domain max (…)", in: "4.6 and later")
      ],
      remedy: "restore with a config of as many vCPUs (`maxvcpus`) as the guest had",
      source: "`xg_sr_restore_x86_pv.c`, `handle_x86_pv_vcpu_blob`"),
    .vcpuRecordEmpty: Manual(
      meaning: "a record of a vCPU without content, as Xen 4.6 to 4.8 write it on some hosts",
      receivers: "Xen 4.6 to 4.10 give up, but for some late point releases; others skip it",
      logs: [
        LogLine("… record truncated: length …, header size …", in: "4.6 to 4.10"),
        LogLine("Skipping empty … record for vcpu …", in: "4.11 and later"),
        LogLine("Warning: X86_PV_VCPU_… record with zero content", by: .verifier),
      ],
      remedy: "restore with 4.11 or later",
      source: "`xc_sr_restore_x86_pv.c`, `handle_x86_pv_vcpu_blob` (4.6 to 4.10)"),
    .vcpuZeroMissing: Manual(
      meaning: "a PV stream without X86_PV_VCPU_BASIC of vCPU 0",
      receivers: "give up at its end",
      logs: [
        LogLine("Sender didn't send vcpu0's basic state", in: "4.6 and later")
      ],
      remedy: "save again",
      source: "`xg_sr_restore_x86_pv.c`, `update_vcpu_context`"),
    .hvmContextMissing: Manual(
      meaning: "an HVM stream without HVM_CONTEXT",
      receivers: "Xen refuses to set an empty one",
      logs: [
        .hvmContextRefused
      ],
      remedy: "save again",
      source: "`xg_sr_restore_x86_hvm.c`, `x86_hvm_stream_complete`"),
    .hvmParameterUnknown: Manual(
      meaning: "an HVM parameter of a number that Xen does not know",
      receivers: "Xen refuses it, and the receiver gives up",
      savescope: "shows it",
      logs: [
        LogLine("set HVM param … = … (… = …)", in: "4.6 and later")
      ],
      remedy: "restore with the sender's release or a later one",
      source: "`xg_sr_restore_x86_hvm.c`, `handle_hvm_params`"),
    .endInsideCheckpoint: Manual(
      meaning: "END in a checkpointed stream, behind records that no CHECKPOINT closes",
      receivers: "drop these records, and keep the checkpoint before",
      savescope: "shows them as an incomplete checkpoint",
      remedy: Remedy("give the receiver the checkpoint before", .cut),
      source: "`xg_sr_restore.c`, `restore`"),
  ]
}
