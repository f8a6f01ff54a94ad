extension FindingRule {
  /// What the manual says of the rules about tails.
  static let tailManual: [FindingRule: Manual] = [
    .unmappedCount: Manual(
      meaning: "more than 2^28 unmapped PFNs",
      receivers: "give up",
      savescope: "shows the rest as unknown",
      logs: [
        LogLine("Error when reading pfn count", in: "4.0 to 4.5"),
        LogLine("Error allocating PFN tail buffer", in: "4.0 to 4.5"),
      ],
      remedy: Remedy("save again; of a Remus stream the checkpoint before can be cut out", .cut),
      source: "`xc_domain_restore.c`, `buffer_tail_pv`"),
    .unmappedOutOfRange: Manual(
      meaning: "an unmapped PFN that is not below p2m_size",
      receivers: "skip it",
      savescope: "the same",
      source: "`xc_domain_restore.c`, `xc_domain_restore`"),
    .xsaveSize: Manual(
      meaning: "an XSAVE part whose own size is not the one in the header",
      receivers: "buffer by one and walk by the other: they lose their place",
      savescope: "goes by the part's own size",
      logs: [
        LogLine("Couldn't set eXtended States for vcpu…", in: "4.0 to 4.5")
      ],
      source: "`xc_domain_restore.c`, `buffer_tail_pv` (4.2 to 4.5)"),
    .hvmContextHeader: Manual(
      meaning: "the HVM context does not start with a header record and its magic",
      receivers: "Xen refuses the context",
      savescope: "shows the records",
      logs: [
        LogLine("restore: bad magic number …", by: .xen),
        LogLine("restore: unsupported version …", by: .xen),
        .legacyHVMContextRefused,
        .hvmContextRefused,
      ],
      remedy: Remedy("save again; or take the last sound checkpoint of a Remus stream", .cut),
      source: "`hvm/save.c`, `hvm_load` and `arch_hvm_load`"),
    .hvmContextOverrun: Manual(
      meaning: "a record claims more bytes than the context has left",
      receivers: "Xen refuses the context",
      savescope: "shows the rest as unknown",
      logs: [
        LogLine("not enough data left to read … bytes for type … header", by: .xen),
        LogLine("restore mismatch: expected … type … length …, saw type … length …. … bytes remaining", by: .xen),
        .legacyHVMContextRefused,
        .hvmContextRefused,
      ],
      remedy: Remedy("save again; or take the last sound checkpoint of a Remus stream", .cut),
      source: "`hvm/save.c`, `_hvm_check_entry`"),
    .hvmContextNoEnd: Manual(
      meaning: "no END record",
      receivers: "Xen refuses the context",
      savescope: "shows the records",
      logs: [
        LogLine("restore: save did not end with a null entry", by: .xen),
        .legacyHVMContextRefused,
        .hvmContextRefused,
      ],
      remedy: Remedy("save again; or take the last sound checkpoint of a Remus stream", .cut),
      source: "`hvm/save.c`, `hvm_load`"),
    .hvmContextUnknownRecord: Manual(
      meaning: "a record type that is not known",
      receivers: "a Xen that does not know it refuses the context",
      savescope: "shows its bytes",
      logs: [
        LogLine("restore: unknown entry typecode …", by: .xen)
      ],
      remedy: "restore with the sender's release or a later one",
      source: "`hvm/save.c`, `hvm_load`"),
    .hvmContextRecordLength: Manual(
      meaning: "a record whose length is none that a release of Xen writes",
      receivers: "Xen refuses the context",
      savescope: "goes by the MSR count; else shows the fields of the longest layout that fits",
      logs: [
        .entryFailed("…/…"),
        LogLine("restore mismatch: expected … type … length …, saw type … length …. … bytes remaining", by: .xen),
      ],
      remedy: "restore with the sender's release",
      source: "`hvm/save.c`, `_hvm_check_entry`"),
    .deviceModelSignature: Manual(
      meaning: "the 21 bytes behind the HVM context are no known signature",
      receivers: "give up, or start from the checkpoint before",
      savescope: "goes by the length that follows, where one fits; the checkpoint counts as incomplete",
      logs: [
        LogLine("Error reading QEMU signature", in: "4.0 to 4.5"),
        LogLine("Invalid QEMU signature: …", in: "4.0 to 4.5"),
        LogLine("Unrecognised Qemu sig '…'", by: .converter, in: "4.6 and later"),
        LogLine("Error reading QEMU signature: …", by: .xenopsd),
      ],
      remedy: Remedy(
        "where the record was lost, save again; where it has xend's form, write the stream for Xen 4.14 and "
          + "later",
        .recodeV3),
      source: "`xc_domain_restore.c`, `buffer_tail_hvm`; `convert-legacy-stream`, `read_qemu`"),
    .deviceModelForm: Manual(
      meaning: "a device-model record as xend writes it: `QemuDeviceModelRecord` or `RemusDeviceModelState`",
      receivers: "up to 4.5 take it; later ones convert the stream first, and the converter knows neither",
      savescope: "shows the state",
      remedy: Remedy("convert it", .recodeV3),
      source: "`buffer_tail_hvm` in `xc_domain_restore.c`; `read_qemu` in `convert-legacy-stream`"),
    .deviceModelMagic: Manual(
      meaning: "the state of a `QemuDeviceModelRecord` does not start with `QEVM`",
      receivers: "give up",
      savescope: "shows the bytes",
      logs: [
        LogLine("Invalid QEMU magic: …", in: "4.0 to 4.5")
      ],
      remedy: "save again",
      source: "`xc_domain_restore.c`, `compat_buffer_qemu` (4.0 to 4.5)"),
  ]
}
