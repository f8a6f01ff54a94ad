/// Where a vCPU stood when the guest was suspended, and what its kernel stack tells of the way there.
///
/// The kernel's own tables for going back from frame to frame are not read. The stack is scanned for numbers that lie
/// behind an instruction that calls: those are return addresses, but some may be of calls that ended before.
package struct VcpuTrace: Sendable, Equatable {
  package let vcpu: Int
  /// Where it stood (rip).
  package let place: CodeAddress
  package let stackPointer: UInt64
  /// Whether it ran the kernel, and not a process.
  package let isInKernel: Bool
  /// The return addresses, those of the last calls first.
  package internal(set) var returns: [CodeAddress] = []
  /// Whether the stack holds more of them than are kept.
  package internal(set) var isCut = false

  /// Reads those of all vCPUs in the tail of a checkpoint.
  /// - Parameter symbols: those of the kernel; nil where there are none, and addresses stay without names.
  /// - Throws: when the capture cannot be read.
  package static func read(_ kernel: LinuxKernel, _ symbols: KernelSymbols?) throws(CaptureError) -> [VcpuTrace] {
    var reading = try TraceReading(kernel, symbols)
    while try !reading.step() {}
    return reading.traces
  }
}

/// An address of the guest's code.
package struct CodeAddress: Sendable, Equatable {
  package let address: UInt64
  /// nil where it lies outside the kernel's image, in a module or a process, or where there are no symbols.
  package let symbol: SymbolName?
  /// Where it lies in the guest's memory; nil where the kernel's tables do not lead there.
  package let physical: UInt64?

  /// - Parameter isReturn: whether it is that of the instruction behind a call: the symbol is that of the call then.
  /// - Throws: when the capture cannot be read.
  init(
    _ address: UInt64, isReturn: Bool, _ kernel: LinuxKernel, _ symbols: KernelSymbols?
  ) throws(CaptureError) {
    self.address = address
    physical = try kernel.memory.physical(address)
    symbol = try symbols?.nameIfKnown(of: address, before: isReturn ? 1 : 0)
  }
}

extension KernelSymbols {
  /// The symbol of an address; nil, too, where the tables are damaged.
  /// - Parameter before: bytes before the address that the symbol is that of. A call that does not come back may be the
  ///   last instruction of its function, and what lies behind it belongs to the next one.
  /// - Throws: when the capture cannot be read.
  package func nameIfKnown(of address: UInt64, before: UInt64 = 0) throws(CaptureError) -> SymbolName? {
    do {
      return try name(of: address &- before).map { SymbolName(name: $0.name, offset: $0.offset &+ before) }
    } catch let error as CaptureError {
      throw error
    } catch {
      return nil
    }
  }
}
