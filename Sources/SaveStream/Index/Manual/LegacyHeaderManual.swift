extension FindingRule {
  /// What the manual says of the rules about the legacy header.
  static let legacyHeaderManual: [FindingRule: Manual] = [
    .p2mSizeOutOfRange: Manual(
      meaning: "p2m_size is 0 or above 0x0fffffff, which a sender refuses to write",
      receivers: "do not check it",
      savescope: "reads on; nothing is sized by it"),
    .extendedInfoMissing: Manual(
      meaning: "a PV stream without extended info, as Xen 3.0 and 3.1 write it",
      receivers: "up to 4.5 take it; later ones convert it first, and the converter asks for it",
      savescope: "reads it",
      remedy: "`savescope recode --to v3 FILE -o OUT` converts it",
      source: "`load_p2m_frame_list` in `xc_domain_restore.c`; `read_pv_extended_info` in `convert-legacy-stream`"),
    .extendedInfoOverrun: Manual(
      meaning: "a block claims more bytes than the extended info has left",
      receivers: "give up",
      savescope: "takes the block to end with the extended info"),
    .extendedInfoUnknownBlock: Manual(
      meaning: "a block of an unknown kind",
      receivers: "skip it",
      savescope: "shows its bytes"),
    .vcpuBlockSize: Manual(
      meaning: "the `vcpu` block has neither 2800 nor 5168 bytes, so the guest's width is unknown",
      receivers: "give up",
      savescope: "takes the guest to be as wide as the toolstack"),
    .xcntBlockSize: Manual(
      meaning: "the `xcnt` block does not have 4 bytes",
      receivers: "take 4 bytes, then lose their place",
      savescope: "goes by the stated size"),
    .p2mFrameOutOfRange: Manual(
      meaning: "an entry of the p2m frame list is not below p2m_size",
      receivers: "give up at the very end",
      savescope: "reads on"),
  ]
}
