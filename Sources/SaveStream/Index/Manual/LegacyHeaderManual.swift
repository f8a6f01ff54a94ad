extension FindingRule {
  /// What the manual says of the rules about the legacy header.
  static let legacyHeaderManual: [FindingRule: Manual] = [
    .p2mSizeOutOfRange: Manual(
      meaning: "p2m_size is 0 or above 0x0fffffff, which a sender refuses to write",
      receivers: "do not check it",
      savescope: "reads on; nothing is sized by it",
      remedy: "ask the sender's side: the first word of the stream was damaged, or the stream does not begin here",
      source: "`xc_domain_save.c`, `xc_domain_save` (4.0 to 4.5)"),
    .extendedInfoMissing: Manual(
      meaning: "a PV stream without extended info, as Xen 3.0 and 3.1 write it",
      receivers: "up to 4.5 take it; later ones convert it first, and the converter asks for it",
      savescope: "reads it",
      remedy: Remedy("convert it", .recodeV3),
      source: "`load_p2m_frame_list` in `xc_domain_restore.c`; `read_pv_extended_info` in `convert-legacy-stream`"),
    .extendedInfoOverrun: Manual(
      meaning: "a block claims more bytes than the extended info has left",
      receivers: "give up",
      savescope: "takes the block to end with the extended info",
      logs: [
        LogLine("Overshot Extended Info size by … bytes", by: .converter, in: "4.6 and later")
      ],
      remedy: "save again: what follows cannot be told from it",
      source: "`xc_domain_restore.c`, `load_p2m_frame_list`; `convert-legacy-stream`, `read_pv_extended_info`"),
    .extendedInfoUnknownBlock: Manual(
      meaning: "a block of an unknown kind",
      receivers: "skip it; the converter of 4.6 and later gives up",
      savescope: "shows its bytes",
      logs: [
        LogLine("Unrecognised extended block", by: .converter, in: "4.6 and later")
      ],
      remedy: Remedy("restore with a release up to 4.5, or convert it", .recodeV3),
      source: "`xc_domain_restore.c`, `load_p2m_frame_list`; `convert-legacy-stream`, `read_pv_extended_info`"),
    .vcpuBlockSize: Manual(
      meaning: "the `vcpu` block has neither 2800 nor 5168 bytes, so the guest's width is unknown",
      receivers: "give up",
      savescope: "takes the guest to be as wide as the toolstack",
      logs: [
        LogLine("bad extended-info context size …", in: "4.0 to 4.5"),
        LogLine("Unable to determine guest width/level", by: .converter, in: "4.6 and later"),
      ],
      remedy: "save again: the guest's width cannot be told",
      source: "`xc_domain_restore.c`, `load_p2m_frame_list` (4.0 to 4.5)"),
    .xcntBlockSize: Manual(
      meaning: "the `xcnt` block does not have 4 bytes",
      receivers: "take 4 bytes, then lose their place",
      savescope: "goes by the stated size",
      source: "`xc_domain_restore.c`, `load_p2m_frame_list` (4.3 to 4.5)"),
    .p2mFrameOutOfRange: Manual(
      meaning: "an entry of the p2m frame list is not below p2m_size, or beyond the last PFN",
      receivers: "give up at the very end",
      savescope: "reads on",
      logs: [
        LogLine("PFN-to-MFN frame number … (…) is bad", in: "4.0 to 4.5")
      ],
      remedy: "save again; no checkpoint of this stream can be restored",
      source: "`xc_domain_restore.c`, `xc_domain_restore` (4.0 to 4.5)"),
  ]
}
