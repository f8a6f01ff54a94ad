/// What Xen refuses in the extended context of a PV vCPU (`XEN_DOMCTL_set_ext_vcpucontext` in `xen/arch/x86/domctl.c`).
struct ExtendedContextCheck {
  let capture: Capture
  let order: ByteOrder
  let checkpoint: Int?
  let guestBits: Int
  let owner: StatePlace
  /// The highest number that a vCPU of the guest can have; nil where nothing says it.
  var highestVcpu: Int?

  /// The least size that Xen takes.
  private static let least: UInt64 = 32
  /// Bytes up to the end of the fields that are looked at.
  private static let looked = 40

  /// The findings for the structure at a file offset; none when the capture does not hold its fixed part.
  func findings(at offset: UInt64, available: UInt64) throws(CaptureError) -> [Finding] {
    let bytes = try capture.bytes(at: offset, count: Int(min(available, UInt64(Self.looked))))
    guard bytes.count >= 8 else { return [] }
    let size = bytes.number(at: 4, bytes: 4, order)
    guard size >= Self.least else {
      return [finding(.extendedContextSize, at: offset + 4, value: size, limit: Self.least)]
    }
    guard bytes.count >= Int(Self.least) else { return [] }
    var findings: [Finding] = []
    let vcpu = bytes.number(at: 0, bytes: 4, order)
    // The receiver hands it on as it is: the number in it says whose state is set.
    if vcpu != UInt64(owner.vcpu) {
      let isThere = vcpu <= UInt64(highestVcpu ?? Self.highestPossible)
      findings.append(finding(.extendedContextVcpu, isThere ? .warning : nil, at: offset, value: vcpu))
    }
    for place in [8, 16] where guestBits == 64 {
      let address = bytes.number(at: place, bytes: 8, order)
      guard !CanonicalAddress.isOne(address) else { continue }
      findings.append(
        finding(.callbackAddress, at: offset + UInt64(place), value: address, detail: place == 8 ? 0 : 1))
    }
    guard size >= 40, bytes.count >= 40 else { return findings }
    return findings
      + MachineCheckCheck.findings(
        bytes.number(at: 32, bytes: 8, order), of: owner, at: offset + 32, checkpoint: checkpoint)
  }

  /// The highest number of a vCPU that any guest can have.
  private static let highestPossible = 8191

  private func finding(
    _ rule: FindingRule, _ severity: Severity? = nil, at offset: UInt64, value: UInt64, limit: UInt64 = 0,
    detail: UInt64 = 0
  ) -> Finding {
    Finding(
      rule, severity, at: offset, checkpoint: checkpoint, part: .extendedContext, value: value, limit: limit,
      subject: owner.with(detail: detail).packed)
  }
}
