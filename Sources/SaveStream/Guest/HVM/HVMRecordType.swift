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

  init(_ typecode: UInt16, isVariable: Bool = false, _ layouts: [Layout]) {
    self.typecode = typecode
    name = HVMRecordNames.all[Int(typecode)]
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
    HVMRecordType(0, [Layout("end", byteCount: 0, [])]),
    HVMRecordType(1, [.hvmHeader]),
    HVMRecordType(2, Layout.hvmCPU),
    HVMRecordType(3, [.hvmPIC]),
    HVMRecordType(4, [.hvmIOAPIC]),
    HVMRecordType(5, Layout.hvmLAPIC),
    HVMRecordType(6, [.hvmLAPICRegisters]),
    HVMRecordType(7, [.hvmPCIInterrupts]),
    HVMRecordType(8, [.hvmISAInterrupts]),
    HVMRecordType(9, [.hvmPCILink]),
    HVMRecordType(10, [.hvmPIT]),
    HVMRecordType(11, Layout.hvmRTC),
    HVMRecordType(12, [.hvmHPET]),
    HVMRecordType(13, [.hvmPMTimer]),
    HVMRecordType(14, [.hvmMTRR]),
    HVMRecordType(15, Layout.hvmViridianDomain),
    HVMRecordType(16, isVariable: true, [.hvmXsave]),
    HVMRecordType(17, Layout.hvmViridianVcpu),
    HVMRecordType(18, Layout.hvmMachineCheck),
    HVMRecordType(19, [.hvmTSCAdjust]),
    HVMRecordType(20, isVariable: true, [.hvmMSRs]),
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
