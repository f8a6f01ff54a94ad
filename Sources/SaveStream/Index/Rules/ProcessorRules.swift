extension FindingRule {
  /// The rules of what a vCPU or a device was like, in streams of every format.
  static let processorRows: [FindingRule: Row] = extendedStateRows.merging(vcpuRows) { first, _ in first }
    .merging(hvmContextRows) { first, _ in first }.merging(deviceRows) { first, _ in first }

  /// XSAVE and MSRs.
  private static let extendedStateRows: [FindingRule: Row] = [
    .xsaveInconsistent: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return
        "xcr0 \(Number.hex($0.value)), xstate_bv \(Number.hex(place.detail)) and xcr0_accum \(Number.hex($0.limit)) in "
        + "\(place.words) do not go together"
        + refusal(place, "Couldn't set eXtended States", "xsave info", "inconsistent xsave state")
    },
    .xsavePolicy: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return "\(place.words) has xcr0_accum \(Number.hex($0.value)), where the stream's CPUID policy allows "
        + "\(Number.hex($0.limit))\(refusal(place, "Couldn't set eXtended States", "xsave info", "inconsistent xsave state"))"
    },
    .xsaveHeader: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return
        "a reserved word or xcomp_bv of the XSAVE header in \(place.words) is \(Number.hex($0.value)), where 0 is right; "
        + "4.7 and later refuse it"
    },
    .xsaveShort: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return "the XSAVE area in \(place.words) has \(Text.number($0.value)) bytes, where its components take "
        + "\(Text.number($0.limit)); "
        + ($0.severity == .note
          ? "4.8 and later refuse it (\"xsave length\"), earlier ones do not" : "Xen refuses it (\"xsave length\")")
    },
    .xsaveExcess: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      let rest = place.typecode > 0 ? ", and the rest is not zero" : ""
      return "the XSAVE area in \(place.words) has \(Text.number($0.value)) bytes, where its components take "
        + "\(Text.number($0.limit))\(rest)\(refusal(place, "Couldn't set eXtended States", "xsave info", "xsave length"))"
    },
    .xsaveExcessZero: Row(.note) {
      "the XSAVE area in \(StatePlace(packed: $0.subject).words) has \(Text.number($0.value)) bytes, where its components "
        + "take \(Text.number($0.limit)); 4.2.4, 4.2.5, 4.3.1 to 4.3.3, 4.4.0 and 4.4.1 refuse it (\"xsave length\"), others "
        + "see that the rest is zero"
    },
    .msrPadded: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return
        "\(place.words) states \(Text.number($0.value)) bytes and holds \(Text.number($0.limit)), as 4.5 to 4.9 could "
        + "write; Xen refuses it (\"not enough data left to read \($0.value) MSR bytes\" or \"MSR length\", "
        + "\"\(place.failedEntry)\")"
    },
    .msrLength: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return
        "\(place.words) has \(Text.number($0.value)) bytes, where its MSRs take \(Text.number($0.limit)); Xen refuses it "
        + "(\"MSR length \($0.value) != \($0.limit)\", \"\(place.failedEntry)\")"
    },
    .msrRefused: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      let reason = RefusedMSR(rawValue: place.detail)?.words ?? "is refused"
      return "MSR \(Number.hex($0.value)) (\(Number.hex($0.limit))) of \(place.words) \(reason)"
        + refusal(place, "vcpu msrs", "msrs")
    },
  ]

  /// What Xen does about the state of a vCPU, and what it or its receiver logs.
  /// - Parameters:
  ///   - legacy: what the receiver of legacy streams logs of a PV vCPU, but for its number.
  ///   - info: what the receiver of v2 and v3 streams calls it.
  ///   - reason: what Xen logs of an HVM vCPU before it says which record failed.
  private static func refusal(_ place: StatePlace, _ legacy: String, _ info: String, _ reason: String? = nil) -> String
  {
    if place.typecode > 0 {
      return "; Xen refuses it (\(reason.map { "\"\($0)\", " } ?? "")\"\(place.failedEntry)\")"
    }
    return place.isModern
      ? "; a receiver gives up (\"Failed to set vcpu\(place.vcpu)'s \(info)\")"
      : "; a receiver gives up (\"\(legacy)\")"
  }

  /// Contexts of PV vCPUs.
  private static let vcpuRows: [FindingRule: Row] = [
    .machineCheckCapabilities: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return "machine-check capabilities \(Number.hex($0.value)) of vCPU \(place.vcpu) have bits that no guest has "
        + "(\(Number.hex($0.limit)))"
        + refusal(
          place, "unsupported MCA capabilities\", \"Couldn't set extended vcpu\(place.vcpu) info", "extended info",
          "unsupported MCA capabilities")
    },
    .extendedContextSize: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return "the extended context of vCPU \(place.vcpu) states \(Text.number($0.value)) bytes, where Xen asks for "
        + "\(Text.number($0.limit))\(extended(place))"
    },
    .extendedContextVcpu: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return "the extended context of vCPU \(place.vcpu) says that it is vCPU \($0.value)'s"
        + ($0.severity == .error ? extended(place) : "; a receiver sets it there, and vCPU \(place.vcpu) goes without")
    },
    .callbackAddress: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return
        "\(place.detail == 0 ? "syscall32" : "sysenter")_callback_eip of vCPU \(place.vcpu) is \(Number.hex($0.value)), "
        + "which is no canonical address\(extended(place))"
    },
    .vcpuAddress: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      let what = "\(AddressField.name(place.detail)) of vCPU \(place.vcpu) is \(Number.hex($0.value))"
      return "\(what), which is no canonical address"
        + ($0.severity == .note ? "; 4.6.6, 4.8 and later refuse it, earlier ones do not" : basic(place))
    },
    .vcpuLDT: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      let what =
        place.detail == 0
        ? "base of vCPU \(place.vcpu) is \(Number.hex($0.value)), which is no page of the guest's addresses"
        : "of vCPU \(place.vcpu) has \(Text.number($0.value)) entries, where \(Text.number($0.limit)) are allowed"
      return "the LDT \(what)\(basic(place))"
    },
    .vcpuUserMode: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      return "vCPU \(place.vcpu) runs in user mode (flags \(Number.hex($0.value))), and its user page-table base is 0"
        + basic(place)
    },
  ]

  private static func extended(_ place: StatePlace) -> String {
    refusal(place, "Couldn't set extended vcpu\(place.vcpu) info", "extended info")
  }

  private static func basic(_ place: StatePlace) -> String {
    refusal(place, "Couldn't build vcpu\(place.vcpu)", "basic info")
  }

  /// Records of HVM contexts.
  private static let hvmContextRows: [FindingRule: Row] = [
    .hvmProcessorRegister: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      let register = RefusedRegister(rawValue: place.detail)
      return "\(register?.name ?? "a register") of vCPU \(place.vcpu) is \(Number.hex($0.value)), which "
        + ($0.severity == .note ? "some releases refuse" : "Xen refuses")
        + " (\"\(register?.log ?? "bad")\", \"\(place.failedEntry)\")"
    },
    .hvmProcessorMissing: Row(
      .error,
      "the HVM context has no CPU record; Xen takes all vCPUs for offline, and the guest never runs"),
    .hvmRecordRepeated: Row(.warning) {
      "the HVM context has a second \(StatePlace(packed: $0.subject).words), which no sender writes; the last one counts"
    },
    .hvmRecordInstance: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      let reason = HVMRecordNames.ofVcpus.contains(place.typecode) ? "\"has no vcpu\(place.vcpu)\", " : ""
      return "the HVM context has a \(place.words), where the highest can be \(Text.number($0.limit)); Xen refuses it "
        + "(\(reason)\"\(place.failedEntry)\")"
    },
    .hvmDeviceValue: Row(.error) {
      let place = StatePlace(packed: $0.subject)
      let what =
        place.typecode == 9
        ? "PCI link \(place.detail) leads to interrupt \($0.value), where 15 is the highest"
        : "\(place.words) is in x2APIC mode and off (\(Number.hex($0.value)))"
      let reason = place.typecode == 9 ? "\"HVM restore: PCI-ISA link \(place.detail) out of range\", " : ""
      return "\(what); Xen refuses it (\(reason)\"\(place.failedEntry)\")"
    },
    .viridianMissing: Row(.warning) {
      "the HVM context has a \(StatePlace(packed: $0.subject).words), and no HVM_PARAM_VIRIDIAN is sent: the guest starts "
        + "without the interface that it uses, and Windows locks up"
    },
  ]

  /// Device models and what libxl keeps of them.
  private static let deviceRows: [FindingRule: Row] = [
    .deviceModelEnd: Row(.warning) {
      "the device model's state \(ending($0)); QEMU does not load it (\"load of migration failed\")"
    },
    .deviceModelInPV: Row(
      .warning,
      "a device-model record follows the stream of a PV guest, which has none; no receiver reads it, and 4.0 takes it for "
        + "another checkpoint"),
    .toolstackVersion: Row(.error) {
      "the TOOLSTACK chunk has version \(Text.number($0.value)), where libxl knows \(Text.number($0.limit)); the restore "
        + "fails (\"wrong version\")"
    },
    .toolstackName: Row(.error) {
      "the name of TOOLSTACK's entry \($0.value) has no NUL at its end (\($0.limit) bytes); the restore fails (\"physmap "
        + "name not NUL terminated\")"
    },
  ]

  private static func ending(_ finding: Finding) -> String {
    finding.value == 0
      ? "does not end with the mark behind its last section"
      : "ends inside section \(finding.limit), and not with the mark behind the last"
  }
}
