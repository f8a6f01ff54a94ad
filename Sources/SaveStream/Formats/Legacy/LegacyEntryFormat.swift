extension EntryFormat {
  /// A word of a legacy PFN array: page type in bits 31-28, PFN in the rest.
  ///
  /// An 8-byte word has zeros above bit 31 from every sender; bits set there count as part of the PFN, so that a wrong
  /// word shows as a PFN out of range. Source: `XEN_DOMCTL_PFINFO_*`, `xen/include/public/domctl.h`.
  package static func legacy(wordBytes: Int) -> EntryFormat {
    // Types 5 to 7 make a receiver give up; 8, a pin without a table, it takes.
    EntryFormat(
      wordBytes: wordBytes, typeShift: 28, pfnMask: ~0xf000_0000, undefinedTypes: 0b1110_0000, unmappedHasPFN: false)
  }
}
