/// What Xen calls the records of an HVM context, by the number in their descriptor
/// (`xen/include/public/arch-x86/hvm/save.h`).
package enum HVMRecordNames {
  package static let all = [
    "END", "HEADER", "CPU", "PIC", "IOAPIC", "LAPIC", "LAPIC_REGS", "PCI_IRQ", "ISA_IRQ", "PCI_LINK", "PIT", "RTC",
    "HPET",
    "PMTIMER", "MTRR", "VIRIDIAN_DOMAIN", "CPU_XSAVE", "VIRIDIAN_VCPU", "VMCE_VCPU", "TSC_ADJUST", "CPU_MSR",
  ]

  /// The types of which each vCPU has a record.
  static let ofVcpus: Set<UInt16> = [2, 5, 6, 14, 16, 17, 18, 19, 20]
  /// The types that only a guest with Viridian's interface has.
  static let ofViridian: Set<UInt16> = [15, 17]
}
