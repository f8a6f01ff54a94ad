/// The registers of one vCPU in the order in which Linux keeps them in a core (`struct user_regs_struct`, x86-64).
struct VcpuRegisters: Equatable {
  /// The vCPU's id.
  let vcpu: Int
  /// 27 values, in the order of `names`.
  let values: [UInt64]

  static let names = [
    "r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx", "rdx", "rsi", "rdi", "orig_rax",
    "rip", "cs", "rflags", "rsp", "ss", "fs_base", "gs_base", "ds", "es", "fs", "gs",
  ]

  subscript(name: String) -> UInt64? { Self.names.firstIndex(of: name).map { values[$0] } }

  /// The registers of every vCPU in the tail of a checkpoint, in its order; none where there is no tail.
  /// - Throws: when the capture cannot be read.
  static func read(
    at checkpoint: Int, of index: IndexSnapshot, capture: Capture
  ) throws(CaptureError) -> [VcpuRegisters] {
    var list: [VcpuRegisters] = []
    let order = index.entryFormat.order
    for part in try index.numberedState(of: checkpoint, capture) {
      switch part.kind {
      case .vcpuContext(let vcpu, let bits):
        let layout = VcpuContext.layout(guestBits: bits)
        guard part.range.count >= layout.byteCount else { continue }
        let bytes = try capture.bytes(at: part.range.lowerBound, count: layout.byteCount)
        list.append(VcpuRegisters(pv: layout.decode(bytes, order), vcpu: vcpu))
      case .hvmContext:
        for record in try HVMRecordContent.all("CPU", in: part.range, capture, order) {
          list.append(VcpuRegisters(hvm: record.fields, vcpu: record.instance))
        }
      default: break
      }
    }
    return list
  }
}

extension VcpuRegisters {
  /// From the fields of a `vcpu_guest_context` of either width.
  private init(pv fields: [DecodedField], vcpu: Int) {
    self.vcpu = vcpu
    let fields = Self.numbers(fields)
    values = Self.names.map { name in
      switch name {
      // In kernel mode, where a suspended guest stands, the kernel's GS base is the one in use.
      case "gs_base": fields["gs_base_kernel"] ?? 0
      case "fs_base": fields["fs_base"] ?? 0
      case "orig_rax": .max
      default: fields["user_regs/\(name)"] ?? fields["user_regs/\(Self.narrowName(name))"] ?? 0
      }
    }
  }

  /// From the fields of an HVM CPU record.
  private init(hvm fields: [DecodedField], vcpu: Int) {
    self.vcpu = vcpu
    let fields = Self.numbers(fields)
    values = Self.names.map { name in
      name == "orig_rax" ? .max : fields[name] ?? fields["\(name)_sel"] ?? 0
    }
  }

  /// What a 32-bit register is called: `eax` for `rax`.
  private static func narrowName(_ name: String) -> String { name.first == "r" ? "e" + name.dropFirst() : name }

  private static func numbers(_ fields: [DecodedField]) -> [String: UInt64] {
    var numbers: [String: UInt64] = [:]
    for field in fields {
      switch field.value {
      case .address(let value, _), .named(let value, _): numbers[field.path] = value
      default: break
      }
    }
    return numbers
  }
}
