/// How a register or an address tells of a page.
package enum PageAddress: Sendable {
  /// It is the page's PFN.
  case pfn
  /// A physical address in the page: a page-table base of a 64-bit or HVM guest.
  case physical
  /// The same, of which only the low 32 bits are the address.
  case physical32
  /// The same, which counts only where bit 0 is set: an x86-64 user page-table base, or an MSR of Hyper-V.
  case enabledPhysical
  /// A page-table base of a 32-bit PV guest, which keeps the PFN's bits from 20 up at the bottom.
  case folded

  /// The PFN; nil where there is none.
  func pfn(of value: UInt64) -> UInt64? {
    let pfn: UInt64 =
      switch self {
      case .pfn: value
      case .physical: value >> 12
      case .physical32: value >> 12 & 0xf_ffff
      case .enabledPhysical: value & 1 == 1 ? value >> 12 : 0
      case .folded: value >> 12 & 0xf_ffff | (value & 0xfff) << 20
      }
    return pfn > 0 && pfn < 1 << pfnBits ? pfn : nil
  }
}
