/// What a legacy stream says before its first chunk.
@_spi(Measuring) public struct LegacyStreamHeader: Sendable {
  /// The number of PFN slots; at most `LegacyStreamHeader.maximumP2MSize`.
  public var p2mSize: UInt64
  /// What a PV stream has on top; nil for an HVM guest.
  public var paravirtual: Paravirtual?

  /// The largest p2m_size that a sender accepts, as the four bits above it hold page types.
  public static let maximumP2MSize: UInt64 = 0x0fff_ffff

  public init(p2mSize: UInt64, paravirtual: Paravirtual? = nil) {
    self.p2mSize = p2mSize
    self.paravirtual = paravirtual
  }

  /// Extended info and p2m frame list of a PV stream.
  public struct Paravirtual: Sendable {
    public var guest: WordSize
    /// The context of vCPU 0 as it is while the guest runs, with MFNs: 5168 bytes, or 2800 of a 32-bit guest.
    public var vcpuContext: [UInt8]
    /// Bytes of the XSAVE part of every vCPU in the tail, its two header words included; nil for a host without XSAVE.
    public var xsaveByteCount: UInt32?
    /// The PFNs of the guest's own p2m table, one for every 4096 / word size slots.
    public var p2mFrameList: [UInt64]

    public init(guest: WordSize, vcpuContext: [UInt8], xsaveByteCount: UInt32? = nil, p2mFrameList: [UInt64]) {
      self.guest = guest
      self.vcpuContext = vcpuContext
      self.xsaveByteCount = xsaveByteCount
      self.p2mFrameList = p2mFrameList
    }
  }

  /// The bytes on the wire.
  ///
  /// ```
  /// p2m_size   PV only: ~0UL   tot_sz   "vcpu" size context   "extv" 0   ["xcnt" 4 bytes]   p2m frame list
  /// ulong               ulong  u32      blocks of tot_sz bytes in all                       ulong each
  /// ```
  func encoded(for toolstack: WordSize) -> [UInt8] {
    var header = LittleEndianBytes()
    header.append(p2mSize, as: toolstack)
    guard let paravirtual else { return header.bytes }
    let blocks = paravirtual.extendedInfo
    header.append(UInt64.max, as: toolstack)
    header.append(UInt32(blocks.count))
    header.append(bytes: blocks)
    for pfn in paravirtual.p2mFrameList { header.append(pfn, as: toolstack) }
    return header.bytes
  }
}

extension LegacyStreamHeader.Paravirtual {
  /// The blocks in the order in which Xen 4.5 writes them. `extv` has no content: it says that every vCPU of a tail
  /// has an extended context.
  var extendedInfo: [UInt8] {
    var blocks = LittleEndianBytes()
    blocks.append(text: "vcpu")
    blocks.append(UInt32(vcpuContext.count))
    blocks.append(bytes: vcpuContext)
    blocks.append(text: "extv")
    blocks.append(UInt32(0))
    if let xsaveByteCount {
      blocks.append(text: "xcnt")
      blocks.append(UInt32(4))
      blocks.append(xsaveByteCount)
    }
    return blocks.bytes
  }
}
