/// What a vCPU of a Linux guest was doing: its instruction pointer, and the return addresses that lie on its kernel stack.
///
/// The stack is scanned, not unwound: every word that points behind a call into the kernel's code is taken. Some of them may
/// be left from calls that had ended.
package struct ReturnAddresses: Sendable, Equatable {
  package struct Frame: Sendable, Equatable {
    /// Where on the stack the address lies; nil for the instruction pointer.
    package let place: UInt64?
    package let address: UInt64
    package let symbol: SymbolName
  }

  package let vcpu: Int
  /// The instruction pointer's first where it is in the kernel, then from the top of the stack on.
  package private(set) var frames: [Frame] = []
  /// Why the scan ended before the stack's end; nil where it did not.
  package private(set) var gap: LinuxGap?

  /// Bytes of a kernel stack, which lies at a multiple of them.
  private static let stackBytes: UInt64 = 1 << 14
  /// Frames that are taken.
  private static let mostFrames = 256

  /// Scans the stacks of all vCPUs as of the kernel's checkpoint.
  /// - Throws: as `KernelSymbols.step()`.
  package static func all(_ kernel: LinuxKernel, _ symbols: KernelSymbols) throws -> [ReturnAddresses] {
    let reader = kernel.reader
    let vcpus = try VcpuRegisters.read(at: reader.checkpoint, of: reader.memory.index, capture: reader.memory.capture)
    return try vcpus.map { try ReturnAddresses($0, kernel, symbols) }
  }

  init(_ registers: VcpuRegisters, _ kernel: LinuxKernel, _ symbols: KernelSymbols) throws {
    vcpu = registers.vcpu
    if let rip = registers["rip"], let symbol = try symbols.name(of: rip) {
      frames.append(Frame(place: nil, address: rip, symbol: symbol))
    }
    guard let rsp = registers["rsp"], rsp >= 1 << 63 else { return }
    let end = (rsp | (Self.stackBytes - 1)) &+ 1
    var place = (rsp &+ 7) & ~7
    while place != end, frames.count < Self.mostFrames {
      guard let address = try kernel.memory.number(at: place) else {
        gap = .notThere("the kernel stack", place)
        return
      }
      if let symbol = try Self.symbol(ofReturn: address, kernel, symbols) {
        frames.append(Frame(place: place, address: address, symbol: symbol))
      }
      place &+= 8
    }
  }

  /// The symbol of an address that a call would have left; nil for one that none would.
  private static func symbol(
    ofReturn address: UInt64, _ kernel: LinuxKernel, _ symbols: KernelSymbols
  ) throws -> SymbolName? {
    guard address >= LinuxKernel.imageBase, address < .max - 8,
      let before = try kernel.memory.bytes(at: address &- 7, count: 7), followsCall(before),
      let symbol = try symbols.name(of: address), symbol.offset > 0
    else { return nil }
    return symbol
  }

  /// Whether the last of some bytes are a call: by a distance (e8), or through a register or memory (ff /2).
  private static func followsCall(_ bytes: [UInt8]) -> Bool {
    if bytes[2] == 0xe8 { return true }
    let isIndirect = { (place: Int) in bytes[place] == 0xff && bytes[place + 1] >> 3 & 7 == 2 }
    return [5, 4, 3, 1, 0].contains(where: isIndirect)
  }
}
