/// What Xen refuses in the registers of an HVM vCPU (`hvm_load_cpu_ctxt` in `xen/arch/x86/hvm/hvm.c`,
/// `vmx_vmcs_restore`).
struct HVMProcessorCheck {
  let order: ByteOrder
  let checkpoint: Int?
  let receivers: Receivers
  let owner: StatePlace

  private enum CR0 {
    static let known: UInt64 = 0xe005_003f
    static let protection: UInt64 = 1
    /// Always set.
    static let extensionType: UInt64 = 1 << 4
    static let paging: UInt64 = 1 << 31
  }

  private enum EFER {
    /// SCE, LME, LMA, NXE, SVME, LMSLE, FFXSE, TCE and AIBRSE.
    static let known: UInt64 = 0x20_fd01
    static let longEnabled: UInt64 = 1 << 8
    static let longActive: UInt64 = 1 << 10
  }

  /// The bits of CR4 that Xen 4.5 knows, and those that later ones do.
  private static let cr4UpTo45: UInt64 = 0x7ff | 1 << 13 | 1 << 16 | 1 << 17 | 1 << 18 | 1 << 20 | 1 << 21
  private static let cr4Since46: UInt64 = cr4UpTo45 | 1 << 11 | 1 << 22 | 1 << 23 | 1 << 24

  /// Bytes up to the end of the registers that every release saves.
  static let leastByteCount = 1016

  /// The findings for the body of a CPU record, whose first byte is at a file offset.
  func findings(_ body: [UInt8], at offset: UInt64) -> [Finding] {
    guard body.count >= Self.leastByteCount else { return [] }
    func number(_ place: Int, _ bytes: Int = 8) -> UInt64 { body.number(at: place, bytes: bytes, order) }
    var findings: [Finding] = []
    let cr0 = number(656)
    let isPaging = cr0 & CR0.paging != 0
    if cr0 & ~CR0.known != 0 || cr0 & CR0.extensionType == 0 || isPaging && cr0 & CR0.protection == 0 {
      findings.append(finding(.cr0, cr0, at: offset + 656))
    }
    let cr4 = number(680)
    if cr4 & ~(receivers.isModern ? Self.cr4Since46 : Self.cr4UpTo45) != 0 {
      findings.append(finding(.cr4, cr4, at: offset + 680))
    }
    let efer = number(992)
    if !isSound(efer: efer, isPaging: isPaging) { findings.append(finding(.efer, efer, at: offset + 992)) }
    let eventPlace = body.count < 1024 ? 1008 : 1016
    if body.count >= eventPlace + 4, !Self.isSound(event: number(eventPlace, 4)) {
      findings.append(finding(.pendingEvent, number(eventPlace, 4), at: offset + UInt64(eventPlace)))
    }
    return findings + lateFindings(body, at: offset)
  }

  /// What only later releases look at: `flags` since 4.7, `msr_tsc_aux` since 4.12.
  private func lateFindings(_ body: [UInt8], at offset: UInt64) -> [Finding] {
    guard receivers.isModern, body.count >= 1024 else { return [] }
    let severity = receivers.severityOfLateRefusal
    var findings: [Finding] = []
    let auxiliary = body.number(at: 1000, bytes: 8, order)
    if auxiliary >> 32 != 0 { findings.append(finding(.auxiliaryMSR, auxiliary, severity, at: offset + 1000)) }
    let flags = body.count >= 1028 ? body.number(at: 1024, bytes: 4, order) : 0
    if flags & ~1 != 0 { findings.append(finding(.flags, flags, severity, at: offset + 1024)) }
    return findings
  }

  /// Long mode is active only where it is enabled; since 4.6 only where paging is on, too.
  private func isSound(efer: UInt64, isPaging: Bool) -> Bool {
    guard efer & ~EFER.known == 0 else { return false }
    guard efer & EFER.longActive != 0 else { return true }
    return efer & EFER.longEnabled != 0 && (isPaging || !receivers.isModern)
  }

  /// Of an event that is pending the type is 0 or 2 to 6, and bits 30 to 12 are zero.
  private static func isSound(event: UInt64) -> Bool {
    guard event >> 31 == 1 else { return true }
    let type = event >> 8 & 7
    return type != 1 && type <= 6 && event >> 12 & 0x7_ffff == 0
  }

  private func finding(
    _ register: RefusedRegister, _ value: UInt64, _ severity: Severity? = nil, at offset: UInt64
  ) -> Finding {
    Finding(
      .hvmProcessorRegister, severity, at: offset, checkpoint: checkpoint, part: .hvmContext, value: value,
      subject: owner.with(detail: register.rawValue).packed)
  }
}
