/// Pages of a PV guest.
extension KnownPages {
  /// From the context of a vCPU: its page tables and descriptors, and of vCPU 0 the start info page, which names the
  /// rings.
  mutating func addContext(
    of vcpu: Int, _ range: Range<UInt64>, _ checkpoint: Int, _ memory: GuestMemory
  ) throws(CaptureError) {
    let layout = VcpuContext.layout(guestBits: guestBits)
    let order = memory.index.entryFormat.order
    guard range.count >= layout.byteCount else { return }
    let context = try memory.capture.bytes(at: range.lowerBound, count: layout.byteCount)
    if vcpu == 0, let pfn = layout.number(guestBits == 64 ? "user_regs/rdx" : "user_regs/edx", in: context, order) {
      try addStartInfo(pfn, checkpoint, memory)
    }
    if let cr3 = layout.number("ctrlreg/cr3", in: context, order), cr3 != 0 {
      let level = guestBits == 64 ? 4 : 3
      add(pfn(ofCR3: cr3), .pageTable(vcpu: vcpu, level: level, entryBytes: 8), .tail(checkpoint))
    }
    if guestBits == 64, let cr1 = layout.number("ctrlreg/cr1", in: context, order), cr1 & 1 == 1 {
      add(pfn(ofCR3: cr1), .userPageTable(vcpu: vcpu), .tail(checkpoint))
    }
    let descriptors = Int(clamping: layout.number("gdt_ents", in: context, order) ?? 0)
    for frame in 0..<16 where frame * Self.descriptorsInPage < descriptors {
      guard let pfn = layout.number("gdt_frames/[\(frame)]", in: context, order) else { continue }
      add(pfn, .descriptorTable(vcpu: vcpu, frame), .tail(checkpoint))
    }
  }

  private static let descriptorsInPage = 512

  /// A 32-bit guest spells the upper bits of a frame number at the bottom of cr3.
  private func pfn(ofCR3 cr3: UInt64) -> UInt64 {
    guestBits == 64 ? cr3 >> 12 : cr3 >> 12 & 0xf_ffff | (cr3 & 0xfff) << 20
  }

  private mutating func addStartInfo(
    _ pfn: UInt64, _ checkpoint: Int, _ memory: GuestMemory
  ) throws(CaptureError) {
    add(pfn, .startInfo, .tail(checkpoint))
    guard let page = try memory.page(pfn: pfn, at: checkpoint) else { return }
    let layout = StartInfo.layout(guestBits: guestBits)
    for (field, role) in [("store_mfn", KnownPage.Role.xenstoreRing), ("console_mfn", .consoleRing)] {
      guard let ring = layout.number(field, in: page.bytes, memory.index.entryFormat.order), ring != 0 else { continue }
      add(ring, role, .startInfo(checkpoint))
    }
  }
}
