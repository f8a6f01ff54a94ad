extension FindingRule {
  /// What the manual says of the rules about what records of v2 and v3 streams have in common.
  static let recordManual: [FindingRule: Manual] = [
    .imageBigEndian: Manual(
      meaning: "the image header says that the rest is big endian",
      receivers: "give up",
      savescope: "reads it",
      logs: [
        LogLine("Unable to handle big endian streams", in: "4.6 and later"),
        LogLine("Stream is not native endianess - unable to validate", by: .verifier),
      ],
      remedy: "restore on a machine of the sender's byte order",
      source: "`xg_sr_restore.c`, `read_headers`"),
    .imageReserved: Manual(
      meaning: "reserved bits of the image or domain header are set",
      receivers: "ignore them; Xen's verifier does not",
      savescope: "reads on",
      logs: [
        LogLine("Reserved bits set in image options field: …", by: .verifier),
        LogLine("Reserved bits set in image header: …:…", by: .verifier),
        LogLine("Reserved bits set in domain header …", by: .verifier),
      ],
      source: "`libxc.py`, `verify_ihdr` and `verify_dhdr`"),
    .domainPageShift: Manual(
      meaning: "the domain header states another page size than 4096 bytes",
      receivers: "give up",
      savescope: "takes pages to have 4096 bytes",
      logs: [
        LogLine("Invalid page size … for x86_pv domains", in: "4.6 and later"),
        LogLine("Invalid page size … for x86 HVM domains", in: "4.6 and later"),
        LogLine("Page shift expected to be 12. Got …", by: .verifier),
      ],
      source: "`xg_sr_restore_x86_pv.c`, `x86_pv_setup`; `xg_sr_restore_x86_hvm.c`, `x86_hvm_setup`"),
    .domainType: Manual(
      meaning: "the domain header names one kind of guest, and records of the other follow",
      receivers: "give up",
      savescope: "goes by the header",
      logs: [
        LogLine("Unable to restore … domain into an x86_pv domain", in: "4.6 and later"),
        LogLine("Unable to restore … domain into an x86 HVM domain", in: "4.6 and later"),
        LogLine("Unrecognised domain type …", by: .verifier),
      ],
      remedy: "write the right value into the word, in a copy of the file",
      source: "`xg_sr_restore_x86_pv.c`, `x86_pv_setup`; `xg_sr_restore_x86_hvm.c`, `x86_hvm_setup`"),
    .recordTooLong: Manual(
      meaning: "a record of more than 128 MiB",
      receivers: "give up",
      savescope: "goes on by its length",
      logs: [
        LogLine("Record (…, …) length … exceeds max (…)", in: "4.6 and later")
      ],
      remedy: Remedy("look at what stands before it: the stream is out of step", .cut),
      source: "`xg_sr_common.c`, `read_record` (`REC_LENGTH_MAX`)"),
    .recordOverEightMiB: Manual(
      meaning: "a record of more than 8 MiB",
      receivers: "Xen 4.6 to 4.9 give up (`REC_LENGTH_MAX`), later ones take 128 MiB",
      savescope: "reads it",
      logs: [
        LogLine("Record (…, …) length … exceeds max (…)", in: "4.6 to 4.9")
      ],
      remedy: "restore with 4.10 or later",
      source: "`xc_sr_common.c`, `read_record` (4.6 to 4.9)"),
    .recordUnknown: Manual(
      meaning: "a mandatory record of unknown type, or TOOLSTACK, which no release writes",
      receivers: "give up",
      savescope: "goes on by its length",
      logs: [
        .recordNotHandled,
        LogLine("Unrecognised record type …", by: .verifier),
      ],
      remedy: "restore with the sender's release or a later one",
      source: "`xg_sr_restore.c`, `restore`"),
    .recordOptional: Manual(
      meaning: "an optional record of unknown type",
      receivers: "skip it; Xen's verifier does not",
      savescope: "goes on by its length",
      logs: [
        LogLine("Ignoring optional record … (…)", in: "4.6 and later"),
        LogLine("Unrecognised record type …", by: .verifier),
      ],
      source: "`xg_sr_restore.c`, `restore`"),
    .recordLength: Manual(
      severity: "error, note where a record has no content",
      meaning: "a length that does not go with the record's type or with the counts in it",
      receivers: "give up; do not look at the length of END, VERIFY, CHECKPOINT and STATIC_DATA_END",
      savescope: "shows what is there, goes on by the length",
      logs: [
        LogLine("… record truncated: length …, min …", in: "4.6 and later"),
        LogLine("… record truncated: length …, header size …", in: "4.6 and later"),
        LogLine("… record truncated: length …, expected …", in: "4.6 and later"),
        LogLine("… record truncated: header …, count …, expected len …, got …", in: "4.6 and later"),
        LogLine("… record wrong size: length …, expected …", in: "4.6 and later"),
        LogLine("… record wrong size: expected …, got …", in: "4.6 and later"),
        LogLine("… record too long: max …, got …", in: "4.6 and later"),
        LogLine("… record too short: min …, got …", in: "4.6 and later"),
        LogLine("… record payload size … expected to be a multiple of …", in: "4.6 and later"),
        LogLine("X86_CPUID_POLICY size … should be multiple of …", in: "4.14 and later"),
        LogLine("X86_MSR_POLICY size … should be multiple of …", in: "4.14 and later"),
        LogLine("End record with non-zero length", by: .verifier),
        LogLine("Length expected to be …, not …", by: .verifier),
      ],
      remedy: Remedy("save again; or take the last sound checkpoint of a Remus stream", .cut),
      source:
        "`xg_sr_restore_x86_pv.c`, `handle_x86_pv_vcpu_blob` and others; `xg_sr_restore_x86_hvm.c`, "
        + "`handle_hvm_params`"),
    .recordPadding: Manual(
      meaning: "padding that is not zero",
      receivers: "do not look; Xen's verifier does",
      logs: [
        LogLine("Padding containing non0 bytes found", by: .verifier)
      ],
      source: "`libxc.py`, `verify_record`"),
    .recordOfOtherGuest: Manual(
      meaning: "a record of PV guests in an HVM stream, or the other way round",
      receivers: "give up: the record is not processed",
      savescope: "shows it",
      logs: [
        .recordNotHandled
      ],
      remedy: "ask the sender's side how the stream was made",
      source: "`xg_sr_restore_x86_pv.c`, `x86_pv_process_record`; `xg_sr_restore_x86_hvm.c`, `x86_hvm_process_record`"),
    .dirtyListForward: Manual(
      meaning: "CHECKPOINT_DIRTY_PFN_LIST outside a COLO back channel",
      receivers: "give up",
      savescope: "shows it",
      logs: [
        .recordNotHandled,
        LogLine("Found checkpoint dirty pfn list record in stream", by: .verifier),
      ],
      remedy: "give the receiver the sender's side of the COLO run",
      source: "`xg_sr_restore.c`, `process_record`"),
    .recordRepeated: Manual(
      meaning: "a second record of a vCPU and type, or a second HVM_CONTEXT, in one checkpoint",
      receivers: "the last one counts",
      savescope: "shows both",
      source: "`update_blob`"),
    .cpuidLeafUnknown: Manual(
      meaning:
        "a CPUID policy with a leaf or a subleaf for which no release has room, or a subleaf of a leaf that "
        + "has none",
      receivers: "give up",
      savescope: "shows it",
      logs: [.policyRefused],
      source: "`x86_cpuid_copy_from_buffer`, 4.14 and later"),
    .cpuidLeafRepeated: Manual(
      meaning: "a leaf twice in a CPUID policy",
      receivers: "the last one counts",
      savescope: "shows both",
      source: "`x86_cpuid_copy_from_buffer`"),
    .cpuidLeafBeyond: Manual(
      meaning: "a CPUID policy with a leaf beyond the highest that it states itself, and something in it",
      receivers: "drop it",
      savescope: "shows it",
      source: "`x86_cpuid_policy_clear_out_of_range_leaves`"),
    .policyEntries: Manual(
      meaning: "a policy with more entries than any has: 120 leaves, 2 MSRs",
      receivers: "give up",
      savescope: "shows them",
      logs: [LogLine("Failed to set CPUID policy", in: "4.14 and later")],
      source: "`x86_cpuid_copy_from_buffer`, `x86_msr_copy_from_buffer`"),
    .msrPolicyValue: Manual(
      meaning:
        "an entry of an MSR policy with flags, of an MSR that is no part of it, or with a value that does "
        + "not fit",
      receivers: "give up",
      savescope: "shows it",
      logs: [.policyRefused],
      source: "`x86_msr_copy_from_buffer`, 4.14 and later"),
  ]
}
