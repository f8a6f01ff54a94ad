/// A word of a legacy PFN array: page type in bits 31-28, PFN in the rest.
///
/// An 8-byte word has zeros above bit 31 from every sender; bits set there count as part of the PFN, so that a wrong
/// word shows as a PFN out of range. Source: `XEN_DOMCTL_PFINFO_*`, `xen/include/public/domctl.h`.
struct LegacyEntry: Sendable, Equatable {
  let word: UInt64

  var type: PageType { PageType(rawValue: UInt8(truncatingIfNeeded: word >> 28)) }
  var pfn: UInt64 { word & ~0xf000_0000 }
}
