/// One word of a PFN array to be written: a PFN and its page type.
@_spi(Measuring) public struct PFNArrayEntry: Sendable, Equatable {
  /// Below 2^28. Not written for an unmapped entry.
  public let pfn: UInt64
  public let type: PageType

  public init(pfn: UInt64, type: PageType = .ordinary) {
    self.pfn = pfn
    self.type = type
  }

  /// The word as Xen 4.1 and later write it: an unmapped entry does not say which PFN it stands for.
  public var word: UInt64 {
    let typeBits = UInt64(type.rawValue) << 28
    return type == .unmapped ? typeBits : typeBits | pfn & 0x0fff_ffff
  }
}
