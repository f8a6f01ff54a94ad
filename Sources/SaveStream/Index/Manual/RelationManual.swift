extension FindingRule {
  /// What the manual says of the rules about what a PV guest's vCPUs, frames and page tables lead to.
  static let relationManual: [FindingRule: Manual] = [
    .vcpuPageTableBase: Manual(
      meaning:
        "cr3 of a vCPU leads to a page that is no page table of the guest's top level, to one that was never "
        + "sent, or beyond the last PFN",
      receivers: "give up",
      savescope: "reads on",
      logs: [
        LogLine("PT base is bad: pfn=… p2m_size=… type=…", in: "4.0 to 4.5"),
        LogLine("PT base is bad. pfn=… nr=… type=… …", in: "4.0 to 4.5"),
        LogLine("cr3 (pfn …) out of range", in: "4.6 and later"),
        LogLine("cr3 (pfn …) has bad type …, expected …", in: "4.6 and later"),
        LogLine("cr3 has bad mfn", in: "4.6 and later"),
      ],
      remedy: Remedy(
        "save again; or take the last sound checkpoint of a Remus stream. Where 4.0 logs it of a stream without this "
          + "finding, it reads the tail out of step (a vCPU record of another size, an XSAVE part that it does not "
          + "know): `savescope cut --for 4.0` writes an image without these",
        .cut),
      source:
        "`xc_domain_restore.c`, `xc_domain_restore` (4.0 to 4.5); `xg_sr_restore_x86_pv.c`, `process_vcpu_basic` "
        + "(4.6 and later)"),
    .vcpuUserPageTableBase: Manual(
      meaning: "the same of cr1, where a 64-bit vCPU has its user mode's page table",
      receivers: "give up",
      savescope: "reads on",
      logs: [
        LogLine("User PT base is bad: pfn=… p2m_size=…", in: "4.0 to 4.5"),
        LogLine("User PT base is bad. pfn=… nr=… type=… …", in: "4.0 to 4.5"),
        LogLine("cr1 (pfn …) out of range", in: "4.6 and later"),
        LogLine("cr1 (pfn …) has bad type …, expected …", in: "4.6 and later"),
        LogLine("cr1 has bad mfn", in: "4.6 and later"),
      ]),
    .vcpuDescriptorTable: Manual(
      meaning:
        "a frame of a vCPU's GDT, of those that the number of its entries reaches, is no ordinary page, is "
        + "not there, or lies beyond the last PFN",
      receivers: "give up",
      savescope: "reads on",
      logs: [
        LogLine("GDT frame number … (…) is bad", in: "4.0 to 4.5"), .legacyContextRefused,
        LogLine("GDT frame … (pfn …) out of range", in: "4.6 and later"),
        LogLine("GDT frame … (pfn …) has bad type …", in: "4.6 and later"),
        LogLine("GDT frame … has bad mfn", in: "4.6 and later"),
      ],
      remedy: Remedy("save again; or take the last sound checkpoint of a Remus stream", .cut),
      source:
        "`xc_domain_restore.c`, `xc_domain_restore` (4.0 to 4.5); `xg_sr_restore_x86_pv.c`, `process_vcpu_basic` "
        + "(4.6 and later)"),
    .vcpuDescriptorCount: Manual(
      meaning: "more than 7168 entries in a vCPU's GDT: those above are Xen's",
      receivers: "give up",
      savescope: "does not look at its frames",
      logs: [
        LogLine("GDT entry count out of range", in: "4.0 to 4.5"), .legacyContextRefused,
        LogLine("GDT entry count (…) out of range (max 7168)", in: "4.6 and later"),
      ]),
    .startInfoFrame: Manual(
      meaning:
        "rdx of vCPU 0 (edx of a 32-bit guest) names no ordinary page, one that is not there, or a PFN "
        + "beyond the last",
      receivers: "give up",
      savescope: "reads on",
      logs: [
        LogLine("Suspend record frame number is bad", in: "4.0 to 4.5"),
        LogLine("xc_map_foreign_range failed (for start_info)", in: "4.0 to 4.5"),
        LogLine("Start Info pfn … out of range", in: "4.6 and later"),
        LogLine("Start Info pfn … has bad type …", in: "4.6 and later"),
        LogLine("Start Info has bad mfn", in: "4.6 and later"),
      ]),
    .storeFrame: Manual(
      severity: "error; warning in a legacy stream where the page is not there",
      meaning: "the start info page names no page of the guest for xenstore",
      receivers: "give up",
      savescope: "reads on",
      logs: [
        LogLine("Suspend record xenstore frame number is bad", in: "4.0 to 4.5"),
        LogLine("XenStore pfn … out of range", in: "4.6 and later"),
        LogLine("XenStore pfn has bad mfn", in: "4.6 and later"),
      ]),
    .consoleFrame: Manual(
      severity: "error; warning in a legacy stream where the page is not there",
      meaning: "the same for the console",
      receivers: "give up",
      savescope: "reads on",
      logs: [
        LogLine("Suspend record console frame number is bad", in: "4.0 to 4.5"),
        LogLine("Console pfn … out of range", in: "4.6 and later"),
        LogLine("Console pfn has bad mfn", in: "4.6 and later"),
      ]),
    .p2mFrameType: Manual(
      meaning: "an entry of the p2m frame list is no ordinary page",
      receivers: "give up at the very end",
      savescope: "reads on",
      logs: [
        LogLine("PFN-to-MFN frame number … (…) is bad", in: "4.0 to 4.5"),
        LogLine("pfn (…) for p2m_frame_list[…] has bad type …", in: "4.6 and later"),
      ]),
    .p2mFrameMissing: Manual(
      meaning: "an entry of the p2m frame list is a page that is not there, and that no page table leads to",
      receivers: "give up at the very end",
      savescope: "reads on",
      logs: [
        LogLine("Couldn't map p2m table", in: "4.0 to 4.5"),
        LogLine("p2m_frame_list[…] has bad mfn", in: "4.6 and later"),
      ]),
    .pageTableFrameRange: Manual(
      severity: "error; warning of a legacy table that nothing leads to",
      meaning: "an entry of a page table that is present leads to a PFN beyond the last",
      receivers:
        "4.0 to 4.5 leave the table as it is, and Xen refuses it where it looks into it; later ones give up",
      savescope: "reads on",
      logs: [
        LogLine("Frame number in page table is out of range: i=… pfn=… p2m_size=…", in: "4.0 to 4.5"), .legacyPinFailed,
        LogLine("failed uncanonicalize pt!", in: "4.0 to 4.5"),
        LogLine("Bad mfn for L1[…] - pte …", in: "4.6 and later"),
        LogLine("Failed to localise pfn …", in: "4.6 and later"),
      ]),
    .pageTableMissing: Manual(
      meaning: "an entry of a page table above the first level leads to a page that is not there",
      receivers: "put a page in its place, with whatever it holds",
      savescope: "reads on"),
    .pageTableLevel: Manual(
      meaning:
        "an entry of a page table leads to a page that is no table of the level below, and not empty; or, "
        + "writable, to one of its own level. Of tables that are pinned, that a vCPU runs on, and those below",
      receivers: "Xen refuses the table",
      savescope: "reads on",
      logs: [
        .legacyPinFailed,
        .pinFailed,
        .contextRefused,
      ]),
    .pageTableWritable: Manual(
      meaning: "an entry of a first-level page table lets the guest write to a page table that Xen looks into",
      receivers: "Xen refuses the table",
      savescope: "reads on",
      logs: [
        .legacyPinFailed,
        .pinFailed,
        .contextRefused,
      ]),
  ]
}
