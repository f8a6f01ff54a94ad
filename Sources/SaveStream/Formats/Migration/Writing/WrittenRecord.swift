/// A record of a libxc stream of Xen 4.6 and later that carries no pages, to be written.
package enum WrittenRecord: Sendable, Equatable {
  case end
  /// Words of the guest, and with them the levels of its page tables.
  case pvInfo(WordSize)
  /// The PFNs of the guest's own p2m table, from the page that tells of PFN 0 to the one that tells of `last`.
  case p2mFrames(last: UInt32, [UInt64])
  case vcpuBasic(UInt32, [UInt8])
  case vcpuExtended(UInt32, [UInt8])
  /// xcr0, xcr0_accum and the XSAVE area.
  case vcpuXSAVE(UInt32, [UInt8])
  case vcpuMSRs(UInt32, [MSR])
  /// 4096 bytes.
  case sharedInfo([UInt8])
  /// How the guest's time-stamp counter behaves: mode, frequency in kHz, guest time in nanoseconds, and how often the
  /// guest was restored.
  case tscInfo(mode: UInt32, kilohertz: UInt32, nanoseconds: UInt64, incarnation: UInt32)
  /// From the HEADER record to END.
  case hvmContext([UInt8])
  /// Those of value 0 are not written, as no sender does.
  case hvmParameters([HVMParameterValue])
  /// Pages from here on are sent to be compared.
  case verify
  case checkpoint
  case staticDataEnd
  case cpuidPolicy([CPUIDLeaf])
  case msrPolicy([MSR])

  /// A model-specific register and its value.
  package struct MSR: Sendable, Equatable {
    package var index: UInt32
    package var value: UInt64

    package init(_ index: UInt32, _ value: UInt64) {
      self.index = index
      self.value = value
    }
  }

  /// A parameter of an HVM guest (`HVM_PARAM_*`) and its value.
  package struct HVMParameterValue: Sendable, Equatable {
    package var number: UInt64
    package var value: UInt64

    package init(_ number: UInt64, _ value: UInt64) {
      self.number = number
      self.value = value
    }
  }

  /// What CPUID shows the guest in one leaf.
  package struct CPUIDLeaf: Sendable, Equatable {
    package var leaf: UInt32
    /// nil for a leaf that has none.
    package var subleaf: UInt32?
    /// eax, ebx, ecx, edx.
    package var registers: [UInt32]

    package init(_ leaf: UInt32, _ subleaf: UInt32? = nil, _ registers: [UInt32]) {
      self.leaf = leaf
      self.subleaf = subleaf
      self.registers = registers
    }
  }
}

extension WrittenRecord {
  /// The number on the wire (`REC_TYPE_*`, `xg_sr_stream_format.h`).
  package var type: UInt32 {
    switch self {
    case .end: 0x00
    case .pvInfo: 0x02
    case .p2mFrames: 0x03
    case .vcpuBasic: 0x04
    case .vcpuExtended: 0x05
    case .vcpuXSAVE: 0x06
    case .sharedInfo: 0x07
    case .tscInfo: 0x08
    case .hvmContext: 0x09
    case .hvmParameters: 0x0a
    case .vcpuMSRs: 0x0c
    case .verify: 0x0d
    case .checkpoint: 0x0e
    case .staticDataEnd: 0x10
    case .cpuidPolicy: 0x11
    case .msrPolicy: 0x12
    }
  }

  /// The body on the wire, without padding.
  func body(_ order: ByteOrder) -> [UInt8] {
    var body = OrderedBytes(order)
    switch self {
    case .end, .verify, .checkpoint, .staticDataEnd: break
    case .pvInfo(let guest):
      body.append(UInt8(guest.rawValue))
      body.append(UInt8(guest == .bits64 ? 4 : 3))
      body.append(bytes: [UInt8](repeating: 0, count: 6))
    case .p2mFrames(let last, let frames):
      body.append(UInt32(0))
      body.append(last)
      for frame in frames { body.append(frame) }
    case .vcpuBasic(let vcpu, let content), .vcpuExtended(let vcpu, let content), .vcpuXSAVE(let vcpu, let content):
      body.append(vcpu)
      body.append(UInt32(0))
      body.append(bytes: content)
    case .vcpuMSRs(let vcpu, let registers):
      body.append(vcpu)
      body.append(UInt32(0))
      body.append(registers)
    case .sharedInfo(let content), .hvmContext(let content): body.append(bytes: content)
    case .tscInfo(let mode, let kilohertz, let nanoseconds, let incarnation):
      body.append(mode)
      body.append(kilohertz)
      body.append(nanoseconds)
      body.append(incarnation)
      body.append(UInt32(0))
    case .hvmParameters(let parameters): body.append(parameters)
    case .cpuidPolicy(let leaves): body.append(leaves)
    case .msrPolicy(let registers): body.append(registers)
    }
    return body.bytes
  }
}

extension OrderedBytes {
  fileprivate mutating func append(_ registers: [WrittenRecord.MSR]) {
    for register in registers {
      append(register.index)
      append(UInt32(0))
      append(register.value)
    }
  }

  fileprivate mutating func append(_ parameters: [WrittenRecord.HVMParameterValue]) {
    let written = parameters.filter { $0.value != 0 }
    append(UInt32(written.count))
    append(UInt32(0))
    for parameter in written {
      append(parameter.number)
      append(parameter.value)
    }
  }

  fileprivate mutating func append(_ leaves: [WrittenRecord.CPUIDLeaf]) {
    for leaf in leaves {
      append(leaf.leaf)
      append(leaf.subleaf ?? .max)
      for register in leaf.registers { append(register) }
    }
  }
}
