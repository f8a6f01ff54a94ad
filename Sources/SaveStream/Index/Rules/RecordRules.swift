extension FindingRule {
  /// The rules of records of v2 and v3 streams: those of a receiver (`xg_sr_restore.c` and `xg_sr_restore_x86_*.c`),
  /// and, as notes, what only Xen's own verifier minds.
  static let recordRows: [FindingRule: Row] = [
    .imageBigEndian: Row(
      .error, "the image header says that the stream is big endian, which no receiver takes; it is read all the same"),
    .imageReserved: Row(
      .note, "reserved bits of the image or domain header are set; receivers ignore them, Xen's verifier does not"),
    .domainPageShift: Row(.error) {
      "the domain header states pages of 2^\(Text.number($0.value)) bytes, where 2^12 is right; a receiver gives up"
    },
    .domainType: Row(.error) {
      "the domain header states type \(Text.number($0.value)) (\($0.value == 1 ? "PV" : "HVM")), and a record of the other kind "
        + "of guest follows, for which \(Text.number($0.limit)) is right; a receiver gives up"
    },
    .recordTooLong: Row(.error) {
      "\(record($0.subject)) of \(Text.number($0.value)) bytes, where \(Text.number($0.limit)) are allowed (\"exceeds max\"); a "
        + "receiver gives up"
    },
    .recordOverEightMiB: Row(.note) {
      "\(record($0.subject)) of \(Text.number($0.value)) bytes; receivers of Xen 4.6 to 4.9 take \(Text.number($0.limit)) at most "
        + "(\"exceeds max\"), later ones 128 MiB"
    },
    .recordUnknown: Row(.error) {
      "a mandatory record of type \(Number.hex($0.value)), which no receiver takes: it gives up; the length says where to "
        + "go on"
    },
    .recordOptional: Row(.note) {
      "an optional record of unknown type \(Number.hex($0.value)); receivers skip it, and no Xen writes one"
    },
    .recordLength: Row(.error) {
      "the length of \(record($0.subject)) is \(Text.number($0.value)), where its content asks for \(Text.number($0.limit)) "
        + "bytes; a receiver \($0.severity == .note ? "does not look at it" : "gives up")"
    },
    .recordPadding: Row(
      .note, "the padding behind a record is not zero; receivers do not look at it, Xen's verifier does"),
    .recordOfOtherGuest: Row(.error) {
      "\(record($0.value)), which belongs to the other kind of guest; a receiver gives up"
    },
    .dirtyListForward: Row(
      .error, "CHECKPOINT_DIRTY_PFN_LIST belongs to what a COLO receiver sends back; a receiver gives up on it here"),
    .pvInfoMissing: Row(.error) {
      "\(record($0.value)) stands before the X86_PV_INFO that it needs; a receiver gives up"
    },
    .pvInfoRepeated: Row(.error, "a second X86_PV_INFO; a receiver gives up (\"Already received PV_INFO\")"),
    .pvInfoValue: Row(.error) {
      "X86_PV_INFO names words of \(Text.number($0.value)) bytes and page tables of \(Text.number($0.limit)) levels; "
        + "only 4 with 3 and 8 with 4 exist, and a receiver gives up"
    },
    .staticDataMissing: Row(.error) {
      "a v3 stream goes on with \(record($0.value)) and without STATIC_DATA_END; a receiver gives up (\"No STATIC_DATA_END "
        + "seen\")"
    },
    .staticDataRepeated: Row(.error, "a second STATIC_DATA_END; a receiver gives up"),
    .staticDataInV2: Row(.note) {
      "\(record($0.value)), which version 3 brought, stands in a v2 stream; receivers do not mind, Xen's verifier does"
    },
    .policyLate: Row(.warning) {
      "\(record($0.value)) stands behind STATIC_DATA_END; a receiver sets the guest up without it"
    },
    .p2mFramesRange: Row(.error) {
      "X86_PV_P2M_FRAMES goes from PFN \(Number.hex($0.value)) to \(Number.hex($0.limit)); a receiver gives up"
    },
    .p2mFramesMissing: Row(
      .error,
      "pages of a PV guest without X86_PV_P2M_FRAMES before them; every PFN is beyond the guest's last, and a receiver "
        + "gives up (\"outside domain maximum\")"),
    .pageDataEmpty: Row(
      .error, "a PAGE_DATA record without entries; a receiver gives up (\"PAGE_DATA record has no pages\")"),
    .pageDataLength: Row(.error) {
      "a PAGE_DATA record has \(Text.number($0.value)) bytes, and its entries ask for \(Text.number($0.limit)); a "
        + "receiver gives up"
    },
    .entryType: Row(.error) {
      "PFN \(Number.hex($0.subject)) has page type \($0.value), where 5 to 8 do not exist; a receiver gives up (\"Unknown "
        + "type\" or \"is invalid\")"
    },
    .pfnBeyondMaximum: Row(.error) {
      "PFN \(Number.hex($0.subject)) is not below \(Number.hex($0.limit)), where the P2M frames end\(Text.others($0)); a "
        + "receiver gives up (\"outside domain maximum\")"
    },
    .entryReserved: Row(.note) {
      "reserved bits (59 to 52) of the entry of PFN \(Number.hex($0.subject)) are set (\(Number.hex($0.value))); receivers "
        + "ignore them, Xen's verifier does not"
    },
    .vcpuRecordID: Row(.error) {
      "a record of vCPU \(Text.number($0.value)), where the highest can be \(Text.number($0.limit)); a receiver gives up "
        + "(\"exceeds domain max\")"
    },
    .vcpuRecordEmpty: Row(.note) {
      "a record of vCPU \(Text.number($0.value)) without content; receivers of Xen 4.6 to 4.10 give up (\"record "
        + "truncated\"), others skip it"
    },
    .recordRepeated: Row(.warning) {
      let vcpu = $0.value == 9 ? "" : " of vCPU \(StatePlace(packed: $0.subject).vcpu)"
      return "a second \(record($0.value))\(vcpu) in one checkpoint, which no "
        + "sender writes; the last one counts"
    },
    .cpuidLeafUnknown: Row(.error) {
      "the CPUID policy has \(leaf($0))\($0.limit == noSubleaf ? "," : "") for which no receiver has room; it gives up (\"Failed to set CPUID policy: leaf "
        + "\(word($0.value)), subleaf \(word($0.limit))\")"
    },
    .cpuidLeafRepeated: Row(.warning) {
      "the CPUID policy has \(leaf($0)) twice (first as entry \($0.subject)), which no sender writes; the last one counts"
    },
    .cpuidLeafBeyond: Row(.note) {
      "the CPUID policy has leaf \(Number.hex($0.value)), and says that \(Number.hex($0.limit)) is the highest; a receiver drops "
        + "what is beyond it"
    },
    .policyEntries: Row(.error) {
      "the \($0.subject == 0 ? "CPUID" : "MSR") policy has \(Text.number($0.value)) entries, where \(Text.number($0.limit)) are "
        + "allowed; a receiver gives up (\"Failed to set CPUID policy\")"
    },
    .msrPolicyValue: Row(.error) {
      "the MSR policy gives MSR \(Number.hex($0.value)) the value \(Number.hex($0.limit)), which no receiver takes for it, or "
        + "with flags; it gives up (\"Failed to set CPUID policy: … msr \(word($0.value))\")"
    },
    .vcpuZeroMissing: Row(.error, "the stream has no X86_PV_VCPU_BASIC of vCPU 0; a receiver gives up at its end"),
    .hvmContextMissing: Row(.error, "the stream of an HVM guest has no HVM_CONTEXT; Xen refuses to set an empty one"),
    .hvmParameterUnknown: Row(.error) {
      "an HVM parameter of number \(Text.number($0.value)), where Xen knows those below \(Text.number($0.limit)); Xen "
        + "refuses it"
    },
    .endInsideCheckpoint: Row(
      .warning,
      "END without a CHECKPOINT behind the last records; a receiver drops these, and keeps the checkpoint before"),
  ]
  /// A record by the name of its type.
  private static func record(_ type: UInt64) -> String {
    RecordNames.name(type, in: RecordNames.libxc) ?? "a record of type \(Number.hex(type))"
  }

  /// A leaf of CPUID, with its subleaf where it has one.
  private static func leaf(_ finding: Finding) -> String {
    "leaf \(Number.hex(finding.value))" + (finding.limit == noSubleaf ? "" : ", subleaf \(finding.limit),")
  }

  /// The subleaf of a leaf that has none.
  private static let noSubleaf: UInt64 = 0xffff_ffff

  /// A number of 32 bits as Xen logs it: eight digits.
  private static func word(_ value: UInt64) -> String {
    let digits = String(value & 0xffff_ffff, radix: 16)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }
}
