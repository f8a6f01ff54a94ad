/// The page tables that a vCPU used when the guest was suspended.
package struct VcpuSpaces: Sendable, Equatable {
  package let vcpu: Int
  /// Those of CR3.
  package let space: AddressSpace
  /// Those for addresses of processes, where a PV guest keeps them apart.
  package let user: AddressSpace?

  /// The tables that give an address its meaning.
  package func space(of address: UInt64) -> AddressSpace { address >> 63 == 0 ? user ?? space : space }

  /// Those of all vCPUs in the tail of a checkpoint that are in long mode.
  /// - Throws: when the capture cannot be read.
  package static func read(_ memory: GuestMemory, at checkpoint: Int) throws(CaptureError) -> [VcpuSpaces] {
    var list: [VcpuSpaces] = []
    let (capture, order) = (memory.capture, memory.index.entryFormat.order)
    for part in try memory.index.numberedState(of: checkpoint, capture) {
      switch part.kind {
      case .vcpuContext(let vcpu, let bits) where bits == 64:
        let layout = VcpuContext.layout(guestBits: bits)
        guard part.range.count >= layout.byteCount else { continue }
        let context = try capture.bytes(at: part.range.lowerBound, count: layout.byteCount)
        guard let base = layout.number("ctrlreg/cr3", in: context, order), base != 0 else { continue }
        let user = layout.number("ctrlreg/cr1", in: context, order).flatMap { $0 & 1 == 1 ? root($0) : nil }
        list.append(VcpuSpaces(vcpu: vcpu, space: root(base), user: user))
      case .hvmContext:
        for record in try HVMRecordContent.all("CPU", in: part.range, capture, order) {
          let register = { (name: String) in record[name] ?? 0 }
          guard register("cr0") >> 31 & 1 == 1, register("msr_efer") >> 10 & 1 == 1 else { continue }
          let levels = register("cr4") >> 12 & 1 == 1 ? 5 : 4
          let space = AddressSpace(root: root(register("cr3")).root, levels: levels)
          list.append(VcpuSpaces(vcpu: record.instance, space: space, user: nil))
        }
      default: break
      }
    }
    return list
  }

  private static func root(_ register: UInt64) -> AddressSpace {
    AddressSpace(root: register >> 12 & (1 << 40 - 1))
  }
}
