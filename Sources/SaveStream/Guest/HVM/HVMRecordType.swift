/// A type of record in an HVM context (`xen/include/public/arch-x86/hvm/save.h`), with a layout for each length that
/// some release has written.
package struct HVMRecordType: Sendable {
  /// The number in a record's descriptor.
  package let typecode: UInt16
  /// Xen's name.
  package let name: String
  /// In ascending order of length; never empty.
  package let layouts: [Layout]
  /// Whether a record may be longer than the longest layout.
  package let isVariable: Bool

  init(_ typecode: UInt16, _ name: String, isVariable: Bool = false, _ layouts: [Layout]) {
    self.typecode = typecode
    self.name = name
    self.layouts = layouts
    self.isVariable = isVariable
  }

  /// The type with this number, or nil when no Xen writes it.
  package static func type(_ typecode: UInt16) -> HVMRecordType? {
    all.indices.contains(Int(typecode)) ? all[Int(typecode)] : nil
  }

  /// The layout for a record of `length` bytes: the longest that fits, or the shortest when none does.
  package func layout(length: UInt64) -> Layout {
    layouts.last { UInt64($0.byteCount) <= length } ?? layouts[0]
  }

  /// Whether some release writes records of this length.
  package func isKnown(length: UInt64) -> Bool {
    if isVariable { return length >= UInt64(layouts[0].byteCount) }
    return layouts.contains { UInt64($0.byteCount) == length }
  }

  /// Every type, at the position of its number.
  package static let all: [HVMRecordType] = [
    HVMRecordType(0, "END", [Layout("end", byteCount: 0, [])]),
    HVMRecordType(1, "HEADER", [.hvmHeader]),
    HVMRecordType(2, "CPU", Layout.hvmCPU),
    HVMRecordType(3, "PIC", [.hvmPIC]),
    HVMRecordType(4, "IOAPIC", [.hvmIOAPIC]),
    HVMRecordType(5, "LAPIC", Layout.hvmLAPIC),
    HVMRecordType(6, "LAPIC_REGS", [.hvmLAPICRegisters]),
    HVMRecordType(7, "PCI_IRQ", [.hvmPCIInterrupts]),
    HVMRecordType(8, "ISA_IRQ", [.hvmISAInterrupts]),
    HVMRecordType(9, "PCI_LINK", [.hvmPCILink]),
    HVMRecordType(10, "PIT", [.hvmPIT]),
    HVMRecordType(11, "RTC", Layout.hvmRTC),
    HVMRecordType(12, "HPET", [.hvmHPET]),
    HVMRecordType(13, "PMTIMER", [.hvmPMTimer]),
    HVMRecordType(14, "MTRR", [.hvmMTRR]),
    HVMRecordType(15, "VIRIDIAN_DOMAIN", Layout.hvmViridianDomain),
    HVMRecordType(16, "CPU_XSAVE", isVariable: true, [.hvmXsave]),
    HVMRecordType(17, "VIRIDIAN_VCPU", Layout.hvmViridianVcpu),
    HVMRecordType(18, "VMCE_VCPU", Layout.hvmMachineCheck),
    HVMRecordType(19, "TSC_ADJUST", [.hvmTSCAdjust]),
    HVMRecordType(20, "CPU_MSR", isVariable: true, [.hvmMSRs]),
  ]
}

extension Layout {
  /// A layout that grew with the releases: one for each length, of the fields that lie within it.
  static func grown(_ name: String, byteCounts: [Int], _ fields: [Field]) -> [Layout] {
    byteCounts.map { byteCount in
      Layout(name, byteCount: byteCount, fields.filter { $0.end <= byteCount })
    }
  }
}
