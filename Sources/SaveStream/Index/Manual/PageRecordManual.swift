extension FindingRule {
  /// What the manual says of the rules about PAGE_DATA records of v2 and v3 streams.
  static let pageRecordManual: [FindingRule: Manual] = [
    .pageDataEmpty: Manual(
      meaning: "PAGE_DATA without entries",
      receivers: "give up",
      logs: [
        LogLine("Expected at least 1 pfn in PAGE_DATA record", in: "4.6 and later")
      ],
      remedy: Remedy("save again with a sender of another release; a cut image has no such record", .cut),
      source: "`xg_sr_restore.c`, `handle_page_data`"),
    .pageDataLength: Manual(
      meaning: "the length of PAGE_DATA is not what its count and its entries ask for",
      receivers: "give up",
      savescope: "goes on by the length; images that would go past it count as missing",
      logs: [
        LogLine("PAGE_DATA record wrong size: length …, expected … + … + …", in: "4.6 and later"),
        LogLine("PAGE_DATA record truncated: length …, min …", in: "4.6 and later"),
        LogLine("PAGE_DATA record (length …) too short to contain … pfns worth of information", in: "4.6 and later"),
        LogLine("PAGE_DATA record must contain a pfn record for each count", by: .verifier),
        LogLine("Expected … + … + …, got …", by: .verifier),
      ],
      remedy: Remedy(
        "save again, or look at what is behind it with `savescope tree`; or take the last sound checkpoint of a Remus stream",
        .cut),
      source: "`xg_sr_restore.c`, `handle_page_data`"),
    .entryType: Manual(
      meaning: "page type 5, 6, 7 or 8",
      receivers: "give up",
      savescope: "shows the entry",
      logs: [
        LogLine("Invalid type … for pfn … (index …)", in: "4.6 to 4.15"),
        LogLine("Unknown type … for pfn … (index …)", in: "4.16 and later"),
        LogLine("Invalid type value in pfn[…]: …", by: .verifier),
      ],
      remedy: Remedy("save again; or take the last sound checkpoint of a Remus stream", .cut),
      source: "`xg_sr_restore.c`, `handle_page_data`"),
    .pfnBeyondMaximum: Manual(
      meaning: "a PFN of a PV guest above the last one that X86_PV_P2M_FRAMES names",
      receivers: "give up",
      savescope: "shows the entry",
      logs: [
        LogLine("pfn … (index …) outside domain maximum", in: "4.6 and later")
      ],
      remedy: Remedy("save again with the guest at the size that it was created with", .cut),
      source: "`xg_sr_restore.c`, `handle_page_data`"),
    .entryReserved: Manual(
      meaning: "bits 59 to 52 of an entry are set",
      receivers: "ignore them; Xen's verifier does not",
      savescope: "ignores them",
      logs: [
        LogLine("Reserved bits set in pfn[…]: …", by: .verifier)
      ],
      source: "`libxc.py`, `verify_record_page_data`"),
  ]
}
