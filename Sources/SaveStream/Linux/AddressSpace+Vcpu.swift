extension AddressSpace {
  /// The page tables that a vCPU of a 64-bit guest used when a checkpoint was taken, by its CR3; nil where the tail does not
  /// tell, or the vCPU was not in long mode.
  /// - Throws: when the capture cannot be read.
  package init?(ofVcpu vcpu: Int, _ reader: GuestReader) throws(CaptureError) {
    let memory = reader.memory
    let (index, capture, order) = (memory.index, memory.capture, memory.index.entryFormat.order)
    for part in try index.parts(of: reader.checkpoint, capture) {
      switch part.kind {
      case .vcpuContext(vcpu, 64):
        let layout = VcpuContext.layout(guestBits: 64)
        guard part.range.count >= layout.byteCount else { continue }
        let bytes = try capture.bytes(at: part.range.lowerBound, count: layout.byteCount)
        guard let cr3 = layout.number("ctrlreg/cr3", in: bytes, order), cr3 != 0 else { continue }
        self.init(root: cr3 >> 12 & Self.frameMask)
        return
      case .hvmContext:
        guard let space = try Self.space(ofVcpu: vcpu, in: part.range, order, capture) else { continue }
        self = space
        return
      default: continue
      }
    }
    return nil
  }

  private static let frameMask: UInt64 = 1 << 40 - 1

  /// By the CPU record of an HVM guest.
  private static func space(
    ofVcpu vcpu: Int, in range: Range<UInt64>, _ order: ByteOrder, _ capture: Capture
  ) throws(CaptureError) -> AddressSpace? {
    let records = try HVMContext.scan(capture, in: range, checkpoint: nil, order).records
    for record in records where record.name == "CPU" && Int(record.instance) == vcpu {
      guard let layout = HVMRecordType.type(record.typecode)?.layout(length: UInt64(record.body.count)) else {
        continue
      }
      let bytes = try capture.bytes(at: record.body.lowerBound, count: min(record.body.count, layout.byteCount))
      guard let cr0 = layout.number("cr0", in: bytes, order), let cr3 = layout.number("cr3", in: bytes, order),
        let cr4 = layout.number("cr4", in: bytes, order), let efer = layout.number("msr_efer", in: bytes, order),
        cr0 >> 31 & 1 == 1, efer >> 10 & 1 == 1
      else { continue }
      // Bit 12 of CR4 turns the fifth level on.
      return AddressSpace(root: cr3 >> 12 & frameMask, levels: cr4 >> 12 & 1 == 1 ? 5 : 4)
    }
    return nil
  }
}
