/// A record of an HVM context: a descriptor of eight bytes and a body.
package struct HVMRecord: Sendable, Equatable {
  package let typecode: UInt16
  /// The vCPU or device; 0 where there is only one.
  package let instance: UInt16
  /// The file offset of the descriptor.
  package let offset: UInt64
  /// The file offsets of the body, as far as it lies inside the context and the capture.
  package let body: Range<UInt64>
  /// The length that the descriptor states. It differs from the body's where that is cut, and in CPU_MSR records of
  /// releases that stated the room they had instead of the room they used.
  package let statedLength: UInt32

  /// The bytes of a descriptor: u16 typecode, u16 instance, u32 length.
  package static let descriptorByteCount: UInt64 = 8

  /// The type's name in Xen, or nil when no Xen writes this type.
  package var name: String? { HVMRecordType.type(typecode)?.name }
}

/// What a scan of an HVM context found.
package struct HVMContextScan: Sendable {
  /// In the order of the stream, END included.
  package var records: [HVMRecord] = []
  /// Whether an END record closes the list.
  package var isTerminated = false
  /// The file offset after the last record.
  package var end: UInt64
  package var findings: [Finding] = []
}

extension StatePlace {
  /// What a record of an HVM context holds.
  init(_ record: HVMRecord, isModern: Bool = false) {
    self.init(vcpu: Int(record.instance), typecode: record.typecode, isModern: isModern)
  }
}
