/// The kernel's own addresses of a page frame.
package struct FrameAddresses: Sendable, Equatable {
  /// In the area that maps all memory one to one; nil where the kernel's tables do not map it there.
  package let direct: UInt64?
  /// In the kernel's image; nil for a frame that is no part of it.
  package let image: UInt64?
}

extension LinuxKernel {
  /// The kernel's addresses of a frame, as its tables confirm them.
  /// - Throws: when the capture cannot be read.
  package func addresses(ofFrame pfn: UInt64) throws(CaptureError) -> FrameAddresses {
    guard pfn < 1 << 40 else { return FrameAddresses(direct: nil, image: nil) }
    let image = try imageDistance().map { (pfn << 12) &+ $0 }
    let direct = try directDistance().map { (pfn << 12) &+ $0 }
    return FrameAddresses(direct: try confirmed(direct, pfn), image: try confirmed(image, pfn))
  }

  private func confirmed(_ address: UInt64?, _ pfn: UInt64) throws(CaptureError) -> UInt64? {
    guard let address, address >> 63 == 1, try memory.physical(address) == pfn << 12 else { return nil }
    return address
  }

  /// What to add to a physical address for one of the image.
  private func imageDistance() throws(CaptureError) -> UInt64? {
    guard let start = info.symbol("_stext") ?? info.symbol("swapper_pg_dir") ?? info.symbol("init_top_pgt"),
      let physical = try memory.physical(start)
    else { return nil }
    return start &- physical
  }

  /// What to add to a physical address for one of the area that maps all memory: the kernel keeps the table of sections
  /// there.
  private func directDistance() throws(CaptureError) -> UInt64? {
    guard let table = info.symbol("mem_section") else { return nil }
    for root in 0..<min(info.count("mem_section") ?? 0, Self.rootsLookedAt) {
      guard let section = try memory.number(at: table &+ root &* 8), section >> 63 == 1 else { continue }
      if let physical = try memory.physical(section) { return section &- physical }
    }
    return nil
  }

  private static let rootsLookedAt: UInt64 = 64
}
