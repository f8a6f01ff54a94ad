extension FindingRule {
  /// What the manual says of the rules about records of v2 and v3 streams.
  static let recordManual: [FindingRule: Manual] = [
    .imageBigEndian: Manual(
      meaning: "the image header says that the rest is big endian",
      receivers: "give up: \"Unable to handle big endian streams\"",
      savescope: "reads it",
      logs: ["Unable to handle big endian streams"]),
    .imageReserved: Manual(
      meaning: "reserved bits of the image or domain header are set",
      receivers: "ignore them; Xen's verifier does not",
      savescope: "reads on"),
    .domainPageShift: Manual(
      meaning: "the domain header states another page size than 4096 bytes",
      receivers: "give up",
      savescope: "takes pages to have 4096 bytes"),
    .domainType: Manual(
      meaning: "the domain header names one kind of guest, and records of the other follow",
      receivers: "give up",
      savescope: "goes by the header"),
    .recordTooLong: Manual(
      meaning: "a record of more than 128 MiB (\"exceeds max\")",
      receivers: "give up",
      savescope: "goes on by its length"),
    .recordOverEightMiB: Manual(
      meaning: "a record of more than 8 MiB",
      receivers: "Xen 4.6 to 4.9 give up (\"exceeds max\", `REC_LENGTH_MAX`), later ones take 128 MiB",
      savescope: "reads it",
      logs: ["exceeds max"]),
    .recordUnknown: Manual(
      meaning: "a mandatory record of unknown type, or TOOLSTACK, which no release writes",
      receivers: "give up",
      savescope: "goes on by its length"),
    .recordOptional: Manual(
      meaning: "an optional record of unknown type",
      receivers: "skip it; Xen's verifier does not",
      savescope: "goes on by its length"),
    .recordLength: Manual(
      severity: "error, note where a record has no content",
      meaning: "a length that does not go with the record's type or with the counts in it",
      receivers: "give up; do not look at the length of END, VERIFY, CHECKPOINT and STATIC_DATA_END",
      savescope: "shows what is there, goes on by the length"),
    .recordPadding: Manual(
      meaning: "padding that is not zero",
      receivers: "do not look; Xen's verifier does"),
    .recordOfOtherGuest: Manual(
      meaning: "a record of PV guests in an HVM stream, or the other way round",
      receivers: "give up: the record is not processed",
      savescope: "shows it"),
    .dirtyListForward: Manual(
      meaning: "CHECKPOINT_DIRTY_PFN_LIST outside a COLO back channel",
      receivers: "give up",
      savescope: "shows it"),
    .pvInfoMissing: Manual(
      meaning: "a record that depends on the width of the guest's words stands before X86_PV_INFO",
      receivers: "give up",
      savescope: "takes 64 bits"),
    .pvInfoRepeated: Manual(
      meaning: "X86_PV_INFO twice",
      receivers: "give up: \"Already received PV_INFO\"",
      logs: ["Already received PV_INFO"]),
    .pvInfoValue: Manual(
      meaning: "a width and a depth of page tables that no guest has",
      receivers: "give up"),
    .staticDataMissing: Manual(
      meaning: "a v3 stream whose P2M frames or pages come without STATIC_DATA_END; right if the version were 2",
      receivers: "give up: \"No STATIC_DATA_END seen\"",
      savescope: "reads on",
      logs: ["No STATIC_DATA_END seen"]),
    .staticDataRepeated: Manual(
      meaning: "STATIC_DATA_END twice",
      receivers: "give up"),
    .staticDataInV2: Manual(
      meaning: "STATIC_DATA_END or a policy in a v2 stream",
      receivers: "do not mind; Xen's verifier does"),
    .policyLate: Manual(
      meaning: "a CPUID or MSR policy behind STATIC_DATA_END",
      receivers: "take it without effect",
      savescope: "shows it"),
    .p2mFramesRange: Manual(
      meaning: "X86_PV_P2M_FRAMES whose first PFN is above its last",
      receivers: "give up"),
    .p2mFramesMissing: Manual(
      meaning: "pages of a PV guest, and no X86_PV_P2M_FRAMES before them",
      receivers: "give up: \"outside domain maximum\"",
      savescope: "takes any PFN",
      logs: ["outside domain maximum"]),
    .pageDataEmpty: Manual(
      meaning: "PAGE_DATA without entries",
      receivers: "give up"),
    .pageDataLength: Manual(
      meaning: "the length of PAGE_DATA is not what its count and its entries ask for",
      receivers: "give up: \"PAGE_DATA record … wrong size\"",
      savescope: "goes on by the length; images that would go past it count as missing",
      logs: ["PAGE_DATA record … wrong size"]),
    .entryType: Manual(
      meaning: "page type 5, 6, 7 or 8",
      receivers: "give up: \"Unknown type\" or \"is invalid\"",
      savescope: "shows the entry",
      logs: ["Unknown type", "is invalid"]),
    .pfnBeyondMaximum: Manual(
      meaning: "a PFN of a PV guest above the last one that X86_PV_P2M_FRAMES names",
      receivers: "give up: \"outside domain maximum\"",
      savescope: "shows the entry",
      logs: ["outside domain maximum"]),
    .entryReserved: Manual(
      meaning: "bits 59 to 52 of an entry are set",
      receivers: "ignore them; Xen's verifier does not",
      savescope: "ignores them"),
    .vcpuRecordID: Manual(
      meaning: "a record of a vCPU that no guest can have",
      receivers: "give up",
      savescope: "shows it"),
    .vcpuRecordEmpty: Manual(
      meaning: "a record of a vCPU without content, as Xen 4.6 to 4.8 write it on some hosts",
      receivers: "Xen 4.6 to 4.10 give up (\"record truncated\"), but for some late point releases; others skip it",
      logs: ["record truncated"]),
    .vcpuZeroMissing: Manual(
      meaning: "a PV stream without X86_PV_VCPU_BASIC of vCPU 0",
      receivers: "give up at its end"),
    .hvmContextMissing: Manual(
      meaning: "an HVM stream without HVM_CONTEXT",
      receivers: "Xen refuses to set an empty one"),
    .hvmParameterUnknown: Manual(
      meaning: "an HVM parameter of a number that Xen does not know",
      receivers: "Xen refuses it, and the receiver gives up",
      savescope: "shows it"),
    .endInsideCheckpoint: Manual(
      meaning: "END in a checkpointed stream, behind records that no CHECKPOINT closes",
      receivers: "drop these records, and keep the checkpoint before",
      savescope: "shows them as an incomplete checkpoint"),
  ]
}
