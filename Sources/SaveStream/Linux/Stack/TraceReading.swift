/// Reads where the vCPUs in the tail of a checkpoint stood, and their stacks, in slices of a few milliseconds.
package struct TraceReading {
  private let kernel: LinuxKernel
  private let symbols: KernelSymbols?
  private let vcpus: [VcpuRegisters]
  /// Those that were read; the last one's stack may be gone over still.
  package private(set) var traces: [VcpuTrace] = []
  /// The words of a stack that are left.
  private var stack: Range<UInt64>?

  /// Words of a stack that are looked at in a slice; one that is a return address counts as many, as it is named.
  private static let wordsInSlice = 512
  private static let wordsPerName = 64
  /// Return addresses that are kept of a stack.
  private static let mostReturns = 64
  /// Bytes of a kernel stack, at a multiple of which it begins.
  private static let stackBytes: UInt64 = 16384

  /// - Parameter symbols: those of the kernel; nil where there are none, and addresses stay without names.
  /// - Throws: when the capture cannot be read.
  package init(_ kernel: LinuxKernel, _ symbols: KernelSymbols?) throws(CaptureError) {
    self.kernel = kernel
    self.symbols = symbols
    let memory = kernel.reader.memory
    vcpus = try VcpuRegisters.read(at: kernel.reader.checkpoint, of: memory.index, capture: memory.capture)
  }

  /// How much is read, 0…1.
  package var part: Double { Double(traces.count) / Double(max(vcpus.count, 1)) }

  /// Reads a slice more. Returns whether all is read.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool {
    var left = Self.wordsInSlice
    while left > 0 {
      if stack != nil {
        try takeWord(&left)
      } else if traces.count < vcpus.count {
        try begin(vcpus[traces.count])
        left -= Self.wordsPerName
      } else {
        return true
      }
    }
    return stack == nil && traces.count == vcpus.count
  }

  private mutating func begin(_ registers: VcpuRegisters) throws(CaptureError) {
    let (rip, pointer) = (registers["rip"] ?? 0, registers["rsp"] ?? 0)
    let isInKernel = rip >> 63 == 1
    traces.append(
      VcpuTrace(
        vcpu: registers.vcpu, place: try CodeAddress(rip, isReturn: false, kernel, symbols), stackPointer: pointer,
        isInKernel: isInKernel))
    guard isInKernel, pointer >> 63 == 1 else { return }
    let first = pointer & ~7
    // The last word of all may be at the highest address.
    stack = first..<(first | (Self.stackBytes - 1)) & ~7
  }

  /// Looks at the next word of the stack, and ends behind its last one.
  private mutating func takeWord(_ left: inout Int) throws(CaptureError) {
    guard let words = stack, let word = try kernel.memory.number(at: words.lowerBound) else {
      stack = nil
      return
    }
    left -= 1
    if try CallInstruction.isBehindOne(word, kernel.memory) {
      guard traces[traces.count - 1].returns.count < Self.mostReturns else {
        traces[traces.count - 1].isCut = true
        stack = nil
        return
      }
      traces[traces.count - 1].returns.append(try CodeAddress(word, isReturn: true, kernel, symbols))
      left -= Self.wordsPerName
    }
    stack = words.isEmpty ? nil : words.lowerBound + 8..<words.upperBound
  }
}
