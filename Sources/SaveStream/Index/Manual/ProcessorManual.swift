extension FindingRule {
  /// What the manual says of the rules about vCPUs and devices.
  static let processorManual: [FindingRule: Manual] = [
    .xsaveInconsistent: Manual(
      meaning:
        "xcr0 or xstate_bv has a component that xcr0_accum has not, x87 is off, AVX is on without SSE, or half "
        + "of MPX",
      receivers:
        "Xen refuses it: \"inconsistent xsave state (feat= accum= xcr0= bv=)\", \"failed to load entry 16/0\"; "
        + "of a PV guest \"Couldn't set eXtended States\" (`validate_xstate`)",
      savescope: "shows it",
      logs: [
        "inconsistent xsave state (feat= accum= xcr0= bv=)", "failed to load entry 16/0",
        "Couldn't set eXtended States",
      ]),
    .xsaveExcess: Manual(
      meaning:
        "an XSAVE area that is longer than its components, with something in the rest (senders up to 4.2.3 and "
        + "4.3.0)",
      receivers: "Xen refuses it: \"xsave length\"",
      savescope: "shows it",
      logs: ["xsave length"]),
    .xsaveExcessZero: Manual(
      meaning: "the same, with zeros in the rest",
      receivers: "4.2.4, 4.2.5, 4.3.1 to 4.3.3, 4.4.0 and 4.4.1 refuse it (\"xsave length\"), all others take it",
      logs: ["xsave length"]),
    .machineCheckCapabilities: Manual(
      meaning: "capabilities with a bit that no guest can have, such as a host's own",
      receivers:
        "Xen refuses them: \"unsupported MCA capabilities\"; of a PV guest \"Couldn't set extended vcpu\" "
        + "(`vmce_restore_vcpu`)",
      savescope: "shows them",
      logs: ["unsupported MCA capabilities", "Couldn't set extended vcpu"]),
    .extendedContextSize: Manual(
      meaning: "an extended context that states less than 32 bytes",
      receivers: "Xen refuses it: \"Couldn't set extended vcpu\"",
      savescope: "shows it",
      logs: ["Couldn't set extended vcpu"]),
    .callbackAddress: Manual(
      meaning: "a callback of a 64-bit PV vCPU that is no canonical address",
      receivers: "Xen refuses it: \"Couldn't set extended vcpu\"",
      savescope: "shows it",
      logs: ["Couldn't set extended vcpu"]),
    .deviceModelEnd: Manual(
      meaning:
        "the state of QEMU (version 3) does not end with its EOF mark: it was cut before it was put into the "
        + "stream",
      receivers: "do not look; QEMU says \"load of migration failed\"",
      savescope: "shows what is there",
      logs: ["load of migration failed"]),
    .toolstackVersion: Manual(
      meaning: "TOOLSTACK of another version than 1",
      receivers: "libxl: \"wrong version\", the restore fails",
      logs: ["wrong version"]),
    .toolstackName: Manual(
      meaning: "a name of a physmap entry without its NUL",
      receivers:
        "Xen's converter: \"physmap name not NUL terminated\"; libxl hands a string without an end to xenstore",
      logs: ["physmap name not NUL terminated"]),
    .viridianMissing: Manual(
      meaning: "a VIRIDIAN record, and no HVM_VIRIDIAN chunk (HVM_PARAM_VIRIDIAN)",
      receivers: "start the guest without the interface; Windows locks up"),
  ]
}
