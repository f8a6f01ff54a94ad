/// What Xen refuses in the machine-check capabilities of a vCPU (`vmce_restore_vcpu` in
/// `xen/arch/x86/cpu/mcheck/vmce.c`).
enum MachineCheckCheck {
  /// Bits that some guest can have: the number of banks, MCG_CTL_P, MCG_TES_P, MCG_SER_P and MCG_LMCE_P.
  private static let possible: UInt64 = 0xff | 1 << 8 | 1 << 11 | 1 << 24 | 1 << 27

  /// A finding where capabilities have a bit that no guest can have.
  static func findings(
    _ capabilities: UInt64, of owner: StatePlace, at offset: UInt64, checkpoint: Int?
  ) -> [Finding] {
    guard capabilities & ~possible != 0 else { return [] }
    return [
      Finding(
        .machineCheckCapabilities, at: offset, checkpoint: checkpoint,
        part: owner.typecode > 0 ? .hvmContext : .extendedContext, value: capabilities,
        limit: capabilities & ~possible, subject: owner.packed)
    ]
  }
}
