extension FindingRule {
  /// What the manual says of the rules about tails.
  static let tailManual: [FindingRule: Manual] = [
    .unmappedCount: Manual(
      meaning: "more than 2^28 unmapped PFNs",
      receivers: "give up",
      savescope: "shows the rest as unknown"),
    .unmappedOutOfRange: Manual(
      meaning: "an unmapped PFN that is not below p2m_size",
      receivers: "skip it",
      savescope: "the same"),
    .vcpuPageTableBase: Manual(
      meaning: "cr3 or cr1 of a vCPU leads to no PFN of the guest",
      receivers: "give up",
      savescope: "reads on"),
    .vcpuDescriptorTable: Manual(
      meaning: "more than 8192 descriptors, or a frame of the table that is not below p2m_size",
      receivers: "give up",
      savescope: "reads on"),
    .xsaveSize: Manual(
      meaning: "an XSAVE part whose own size is not the one in the header",
      receivers: "buffer by one and walk by the other: they lose their place",
      savescope: "goes by the part's own size"),
    .hvmContextHeader: Manual(
      meaning: "the HVM context does not start with a header record and its magic",
      receivers: "Xen refuses the context",
      savescope: "shows the records"),
    .hvmContextOverrun: Manual(
      meaning: "a record claims more bytes than the context has left",
      receivers: "Xen refuses the context",
      savescope: "shows the rest as unknown"),
    .hvmContextNoEnd: Manual(
      meaning: "no END record",
      receivers: "Xen refuses the context",
      savescope: "shows the records"),
    .hvmContextUnknownRecord: Manual(
      meaning: "a record type that is not known",
      receivers: "a Xen that does not know it refuses the context",
      savescope: "shows its bytes"),
    .hvmContextRecordLength: Manual(
      severity: "error for CPU_MSR, else warning",
      meaning:
        "a record whose length is none that a release of Xen writes; a CPU_MSR record that states more bytes "
        + "than its MSRs take, as Xen 4.5 to 4.9 could write",
      receivers: "Xen refuses the context",
      savescope: "goes by the MSR count; else shows the fields of the longest layout that fits"),
    .deviceModelSignature: Manual(
      meaning: "the 21 bytes behind the HVM context are no known signature",
      receivers:
        "give up (`Error reading QEMU signature` where there are none, `Invalid QEMU signature`), or start "
        + "from the checkpoint before",
      savescope: "goes by the length that follows, where one fits; the checkpoint counts as incomplete",
      logs: ["Error reading QEMU signature", "Invalid QEMU signature"]),
    .deviceModelForm: Manual(
      meaning: "a device-model record as xend writes it: `QemuDeviceModelRecord` or `RemusDeviceModelState`",
      receivers: "up to 4.5 take it; later ones convert the stream first, and the converter knows neither",
      savescope: "shows the state",
      remedy: "`savescope recode --to v3 FILE -o OUT` converts it",
      source: "`buffer_tail_hvm` in `xc_domain_restore.c`; `read_qemu` in `convert-legacy-stream`"),
    .deviceModelMagic: Manual(
      meaning: "the state of a `QemuDeviceModelRecord` does not start with `QEVM`",
      receivers: "give up",
      savescope: "shows the bytes"),
  ]
}
