extension FindingRule {
  /// What the manual says of the rules about the registers and records of a vCPU, and policies.
  static let processorStateManual: [FindingRule: Manual] = [
    .xsaveShort: Manual(
      severity: "error, note where only 4.8 and later refuse it",
      meaning: "an XSAVE area with less bytes than its components take",
      receivers:
        "less than the 576 bytes that every area has are refused by all, less than the components take by 4.8 and later",
      savescope: "shows what is there",
      logs: [
        LogLine("restore mismatch: xsave length … < …", by: .xen),
        .xsaveRefused,
      ],
      source: "`hvm_load_cpu_xsave_states`, `XEN_DOMCTL_setvcpuextstate`"),
    .xsaveHeader: Manual(
      severity: "error in a v3 stream, note in a v2 stream",
      meaning: "xcomp_bv or a reserved word of the XSAVE header is not zero",
      receivers: "4.7 and later refuse it; 4.6 does not look",
      savescope: "shows it",
      logs: [LogLine("inconsistent xsave state", by: .xen)],
      source: "`validate_xstate`"),
    .xsavePolicy: Manual(
      meaning:
        "the extended state has components that the CPUID policy of the stream does not give the guest, such "
        + "as AVX",
      receivers: "Xen refuses it",
      savescope: "shows both",
      logs: [
        LogLine("inconsistent xsave state", by: .xen), .xsaveEntryFailed,
        .xsaveRefused,
      ],
      source: "`validate_xstate`, 4.12 and later, by what `recalculate_xstate` makes of the features"),
    .msrPadded: Manual(
      meaning: "a CPU_MSR record states the room for all MSRs and holds fewer, as Xen 4.5 to 4.9 wrote",
      receivers: "Xen refuses it",
      savescope: "goes by the count of MSRs",
      logs: [
        LogLine("not enough data left to read … MSR bytes", by: .xen),
        LogLine("restore mismatch: MSR length … != …", by: .xen), .msrEntryFailed,
      ],
      remedy: "save again with a sender of 4.7.5, 4.8.3, 4.9.2, 4.10 or later: it is the sender that was mended",
      source: "`hvm_load_cpu_msrs`"),
    .msrLength: Manual(
      meaning: "the length of a CPU_MSR record is not what its count asks for",
      receivers: "Xen refuses it",
      savescope: "shows what is there",
      logs: [
        LogLine("restore mismatch: MSR length … != …", by: .xen),
        LogLine("restore mismatch: MSR length … < …", by: .xen), .msrEntryFailed,
      ],
      source: "`hvm_load_cpu_msrs`"),
    .msrRefused: Manual(
      meaning:
        "an MSR with a reserved field that is not zero, that no release sends, with more than 32 bits where "
        + "it has 32, or of a feature that the stream's CPUID policy has not",
      receivers: "Xen refuses it",
      savescope: "shows it",
      logs: [.msrEntryFailed, LogLine("Failed to set vcpu…'s msrs", in: "4.6 and later")],
      source: "`hvm_load_cpu_msrs`, `XEN_DOMCTL_set_vcpu_msrs`, `guest_wrmsr`"),
    .hvmProcessorRegister: Manual(
      severity: "error, note where only some releases refuse it",
      meaning:
        "a register of an HVM vCPU that no processor can have: CR0, CR4, EFER, an event that is pending; "
        + "since 4.7 flags, since 4.12 TSC_AUX",
      receivers: "Xen refuses it",
      savescope: "shows it",
      logs: [
        LogLine("bad CR0", by: .xen), LogLine("bad CR4", by: .xen), LogLine("bad EFER", by: .xen),
        LogLine("Invalid pending event", by: .xen), LogLine("bad flags value in CPU context", by: .xen),
        LogLine("bad MSR_TSC_AUX", by: .xen), .entryFailed("2/…"),
      ],
      source: "`hvm_load_cpu_ctxt`, `vmx_vmcs_restore`, `svm_vmcb_restore`"),
    .hvmProcessorMissing: Manual(
      meaning: "an HVM context without a CPU record",
      receivers: "take every vCPU for offline: the domain is there and never runs",
      source: "`hvm_load`"),
    .hvmRecordRepeated: Manual(
      meaning: "two records of one type and vCPU or device in an HVM context",
      receivers: "the last one counts",
      savescope: "shows both",
      source: "`hvm_load`"),
    .hvmRecordInstance: Manual(
      meaning:
        "a record of a vCPU that the guest has not, by VCPU_INFO or the config around the stream, or of a "
        + "third PIC",
      receivers: "Xen refuses it",
      savescope: "shows it",
      logs: [LogLine("HVM restore: dom… has no vcpu…", by: .xen), LogLine("failed to load entry", by: .xen)],
      source: "`hvm_load_cpu_ctxt` and others, `vpic_load`"),
    .hvmDeviceValue: Manual(
      meaning: "a PCI link that leads beyond interrupt 15, or a local APIC in x2APIC mode that is off",
      receivers: "Xen refuses it",
      savescope: "shows it",
      logs: [LogLine("HVM restore: PCI-ISA link … out of range", by: .xen), LogLine("failed to load entry", by: .xen)],
      source: "`irq_load_link`, `lapic_load_hidden`"),
    .vcpuAddress: Manual(
      severity: "error, note where only some releases refuse it",
      meaning:
        "an address in the context of a 64-bit PV vCPU is not canonical: rip, a callback, an entry of the "
        + "trap table; since 4.8 and in 4.6.6 rsp, kernel_sp and the bases of fs and gs",
      receivers: "Xen refuses the context",
      savescope: "shows it",
      logs: [.legacyContextRefused, .contextRefused],
      source: "`arch_set_info_guest`, 4.2 and later"),
    .vcpuLDT: Manual(
      meaning:
        "the LDT of a PV vCPU has more than 8192 entries, or its base is not at a page, or in Xen's part of "
        + "the addresses",
      receivers: "Xen refuses the context",
      savescope: "shows it",
      logs: [.legacyContextRefused, .contextRefused],
      source: "`arch_set_info_guest`"),
    .vcpuUserMode: Manual(
      meaning: "a 64-bit PV vCPU runs in user mode and has no user page table",
      receivers: "Xen refuses the context",
      savescope: "shows it",
      logs: [.legacyContextRefused, .contextRefused],
      source: "`arch_set_info_guest`"),
    .extendedContextVcpu: Manual(
      severity: "error where the guest has no such vCPU, else warning",
      meaning: "an extended context that says it is another vCPU's",
      receivers: "hand it on as it is: that vCPU's state is set, or Xen refuses it where the guest has no such vCPU",
      savescope: "shows it where it stands",
      logs: [.legacyExtendedRefused, .extendedRefused],
      source: "`XEN_DOMCTL_set_ext_vcpucontext`"),
    .deviceModelInPV: Manual(
      meaning: "a device-model record behind the legacy stream of a PV guest",
      receivers: "do not read it; 4.0 takes it for another checkpoint",
      savescope: "shows it, belonging to no checkpoint"),
  ]
}
