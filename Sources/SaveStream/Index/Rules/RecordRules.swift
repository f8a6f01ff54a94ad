extension FindingRule {
  /// The rules of records of v2 and v3 streams: those of a receiver (`xg_sr_restore.c` and `xg_sr_restore_x86_*.c`), and,
  /// as notes, what only Xen's own verifier minds.
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
      "a record of \(Text.number($0.value)) bytes, where \(Text.number($0.limit)) are allowed (\"exceeds max\"); a "
        + "receiver gives up"
    },
    .recordOverEightMiB: Row(.note) {
      "a record of \(Text.number($0.value)) bytes; receivers of Xen 4.6 to 4.9 take \(Text.number($0.limit)) at most "
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
      "a record's length is \(Text.number($0.value)), where its content asks for \(Text.number($0.limit)) bytes; a "
        + "receiver gives up"
    },
    .recordPadding: Row(
      .note, "the padding behind a record is not zero; receivers do not look at it, Xen's verifier does"),
    .recordOfOtherGuest: Row(.error, "a record that belongs to the other kind of guest; a receiver gives up"),
    .dirtyListForward: Row(
      .error, "CHECKPOINT_DIRTY_PFN_LIST belongs to what a COLO receiver sends back; a receiver gives up on it here"),
    .pvInfoMissing: Row(.error, "a record stands before the X86_PV_INFO that it needs; a receiver gives up"),
    .pvInfoRepeated: Row(.error, "a second X86_PV_INFO; a receiver gives up (\"Already received PV_INFO\")"),
    .pvInfoValue: Row(.error) {
      "X86_PV_INFO names words of \(Text.number($0.value)) bytes and page tables of \(Text.number($0.limit)) levels; "
        + "only 4 with 3 and 8 with 4 exist, and a receiver gives up"
    },
    .staticDataMissing: Row(
      .error, "a v3 stream goes on without STATIC_DATA_END; a receiver gives up (\"No STATIC_DATA_END seen\")"),
    .staticDataRepeated: Row(.error, "a second STATIC_DATA_END; a receiver gives up"),
    .staticDataInV2: Row(
      .note, "a record that version 3 brought stands in a v2 stream; receivers do not mind, Xen's verifier does"),
    .policyLate: Row(.warning, "a policy stands behind STATIC_DATA_END; a receiver sets the guest up without it"),
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
    .entryType: Row(
      .error, "a page type that does not exist (5 to 8); a receiver gives up (\"Unknown type\" or \"is invalid\")"),
    .pfnBeyondMaximum: Row(.error) {
      "a PFN is not below \(Number.hex($0.limit)), where the P2M frames end\(Text.others($0)); a receiver gives up "
        + "(\"outside domain maximum\")"
    },
    .entryReserved: Row(
      .note, "reserved bits of an entry (59 to 52) are set; receivers ignore them, Xen's verifier does not"),
    .vcpuRecordID: Row(.error) {
      "a record of vCPU \(Text.number($0.value)), where the highest can be \(Text.number($0.limit)); a receiver gives up"
    },
    .vcpuRecordEmpty: Row(
      .note,
      "a record of a vCPU without content; receivers of Xen 4.6 to 4.10 give up (\"record truncated\"), others skip it"),
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
}
