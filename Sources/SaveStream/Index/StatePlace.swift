/// What holds the state of a vCPU or a device that is wrong, as the subject of a finding tells of it.
///
/// ```
/// 63                    33 32     32 31       16 15             0
/// │ what is meant in it   │ modern │ typecode   │ vCPU, device  │
/// ```
struct StatePlace: Equatable {
  /// The vCPU, or the instance of a device.
  var vcpu = 0
  /// The type of the record of an HVM context; 0 for the state of a PV vCPU.
  var typecode: UInt16 = 0
  /// Whether it stands in a v2 or v3 stream, whose receiver has words of its own.
  var isModern = false
  /// A register, a reason or bits, as the rule wants it; 31 bits.
  var detail: UInt64 = 0

  init(vcpu: Int, typecode: UInt16 = 0, isModern: Bool = false, detail: UInt64 = 0) {
    self.vcpu = vcpu
    self.typecode = typecode
    self.isModern = isModern
    self.detail = detail
  }

  init(packed: UInt64) {
    vcpu = Int(packed & 0xffff)
    typecode = UInt16(truncatingIfNeeded: packed >> 16)
    isModern = packed >> 32 & 1 == 1
    detail = packed >> 33
  }

  var packed: UInt64 {
    UInt64(clamping: vcpu) & 0xffff | UInt64(typecode) << 16 | (isModern ? 1 << 32 : 0) | detail << 33
  }

  func with(detail: UInt64) -> StatePlace {
    StatePlace(vcpu: vcpu, typecode: typecode, isModern: isModern, detail: detail)
  }

  // MARK: Words

  /// What holds the state: `CPU_XSAVE of vCPU 1`, or `vCPU 1`.
  var words: String {
    guard typecode > 0 else { return "vCPU \(vcpu)" }
    let names = HVMRecordNames.all
    let name = names.indices.contains(Int(typecode)) ? names[Int(typecode)] : "a record of type \(typecode)"
    return HVMRecordNames.ofVcpus.contains(typecode) ? "\(name) of vCPU \(vcpu)" : "\(name) \(vcpu)"
  }

  /// What Xen logs behind its own reason when it does not load a record of an HVM context.
  var failedEntry: String { "failed to load entry \(typecode)/\(vcpu)" }
}
