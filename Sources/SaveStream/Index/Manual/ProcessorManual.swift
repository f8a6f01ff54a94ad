extension FindingRule {
  /// What the manual says of the rules about vCPUs and devices.
  static let processorManual: [FindingRule: Manual] = [
    .xsaveInconsistent: Manual(
      meaning:
        "xcr0 or xstate_bv has a component that xcr0_accum has not, x87 is off, AVX is on without SSE, "
        + "AVX-512 is not whole or without AVX, or half of MPX",
      receivers: "Xen refuses it",
      savescope: "shows it",
      logs: [
        LogLine("inconsistent xsave state (feat=… accum=… xcr0=… bv=… err=…)", by: .xen),
        .xsaveEntryFailed,
        LogLine("Couldn't set eXtended States for vcpu…", in: "4.2 to 4.5"),
        .xsaveRefused,
      ],
      remedy: Remedy(
        "ask the sender's side for its release: 4.0 to 4.2 could send such a state; restore there, or without "
          + "XSAVE",
        .cutFor40),
      source:
        "`xstate.c`, `validate_xstate`; `hvm.c`, `hvm_load_cpu_xsave_states`; `domctl.c`, "
        + "`XEN_DOMCTL_setvcpuextstate`"),
    .xsaveExcess: Manual(
      meaning:
        "an XSAVE area that is longer than its components, with something in the rest (senders up to 4.2.3 "
        + "and 4.3.0); of a PV vCPU whatever is in it",
      receivers: "Xen refuses it",
      savescope: "shows it",
      logs: [
        LogLine("restore mismatch: xsave length … > … (non-zero data at …)", by: .xen),
        LogLine("restore mismatch: xsave length … > …", by: .xen),
        LogLine("restore mismatch: xsave length … < …", by: .xen),
        LogLine("restore mismatch: xsave length … != …", by: .xen),
        LogLine("not enough data left to read … xsave bytes", by: .xen),
        .xsaveEntryFailed,
      ],
      remedy: "restore on a host with the sender's processor features",
      source: "`hvm.c`, `hvm_load_cpu_xsave_states`"),
    .xsaveExcessZero: Manual(
      meaning: "the same of an HVM vCPU, with zeros in the rest",
      receivers: "4.2.4, 4.2.5, 4.3.1 to 4.3.3, 4.4.0 and 4.4.1 refuse it, all others take it",
      logs: [
        LogLine("restore mismatch: xsave length … > …", by: .xen, in: "4.2.4, 4.2.5, 4.3.1 to 4.3.3, 4.4.0, 4.4.1"),
        LogLine("failed to load entry 16/…", by: .xen, in: "4.2.4, 4.2.5, 4.3.1 to 4.3.3, 4.4.0, 4.4.1"),
      ],
      remedy: "restore with another release: 4.3.4, 4.4.2, 4.5",
      source: "`hvm.c`, `hvm_load_cpu_xsave_states`"),
    .machineCheckCapabilities: Manual(
      meaning: "capabilities with a bit that no guest can have, such as a host's own",
      receivers: "Xen refuses them",
      savescope: "shows them",
      logs: [
        LogLine("HVM restore: unsupported MCA capabilities … for … (supported: …)", by: .xen),
        LogLine("PV restore: unsupported MCA capabilities … for … (supported: …)", by: .xen),
        .entryFailed("18/…"),
        LogLine("Couldn't set extended vcpu… info", in: "4.2 to 4.5"),
        .extendedRefused,
      ],
      remedy: "ask the sender's side: its release sent the host's capabilities; update it, or restore with the same",
      source: "`vmce.c`, `vmce_restore_vcpu`"),
    .extendedContextSize: Manual(
      meaning: "an extended context that states less than 32 bytes",
      receivers: "Xen refuses it",
      savescope: "shows it",
      logs: [
        .legacyExtendedRefused,
        .extendedRefused,
      ],
      remedy: Remedy("save again; or take the last sound checkpoint of a Remus stream", .cut),
      source: "`domctl.c`, `XEN_DOMCTL_set_ext_vcpucontext`"),
    .callbackAddress: Manual(
      meaning: "the syscall32 or sysenter callback of a 64-bit PV vCPU is no canonical address",
      receivers: "Xen refuses it",
      savescope: "shows it",
      logs: [
        .legacyExtendedRefused,
        .extendedRefused,
      ],
      remedy: Remedy("save again; or take the last sound checkpoint of a Remus stream", .cut),
      source: "`domctl.c`, `XEN_DOMCTL_set_ext_vcpucontext`"),
    .deviceModelEnd: Manual(
      meaning:
        "the state of QEMU does not end with its EOF mark, ends inside the head of a section, or has less of "
        + "its last device than that device saves; of version 2, it has less bytes than it states: it was cut "
        + "before it was put into the stream",
      receivers: "do not look; QEMU does not load it",
      savescope: "shows what is there",
      logs: [
        LogLine("load of migration failed: …", by: .qemu),
        LogLine("Missing section footer for …", by: .qemu),
      ],
      remedy: Remedy("save again: the state was cut before it came into the stream", .cut),
      source: "QEMU `migration/savevm.c`, `qemu_loadvm_state_main`"),
    .toolstackVersion: Manual(
      meaning: "TOOLSTACK of another version than 1",
      receivers: "libxl, and the converter of 4.6 and later: the restore fails",
      logs: [
        LogLine("wrong version", by: .libxl, in: "4.2 to 4.5"),
        LogLine("error calling toolstack_restore", in: "4.2 to 4.5"),
        LogLine("Cannot decode libxl toolstack version …", by: .converter, in: "4.6 and later"),
      ],
      remedy: "restore with the sender's release",
      source:
        "`libxl_dom.c`, `libxl__toolstack_restore` (4.2 to 4.5); `convert-legacy-stream`, `read_libxl_toolstack`"),
    .toolstackName: Manual(
      meaning: "a name of a physmap entry without its NUL",
      receivers: "the converter of 4.6 and later gives up; libxl hands a string without an end to xenstore",
      logs: [
        LogLine("physmap name not NUL terminated", by: .converter, in: "4.6 and later")
      ],
      remedy: "update the converter: early ones counted the NUL wrongly; else save again",
      source:
        "`convert-legacy-stream`, `read_libxl_toolstack`; `libxl_dom.c`, `libxl__toolstack_restore` (4.2 to 4.5)"),
    .viridianMissing: Manual(
      meaning: "a VIRIDIAN record, and no HVM_VIRIDIAN chunk, or no HVM_PARAM_VIRIDIAN in a v2 or v3 stream",
      receivers: "start the guest without the interface; Windows locks up",
      remedy: "restore with `viridian=1` in the config",
      source: "`xc_domain_save.c`, `xc_domain_save`; `hvm/viridian.c`, `viridian_load_domain_ctxt`"),
  ]
}
