/// One word of a PAGE_DATA record to be written: a PFN and its page type.
package struct PageDataWord: Sendable, Equatable {
  /// Below 2^52; unlike in a legacy stream, an unmapped entry states it too.
  package let pfn: UInt64
  package let type: PageType

  package init(pfn: UInt64, type: PageType = .ordinary) {
    self.pfn = pfn
    self.type = type
  }

  /// The word on the wire: the type in bits 63-60.
  package var word: UInt64 { UInt64(type.rawValue) << 60 | pfn & (1 << pfnBits - 1) }
}
