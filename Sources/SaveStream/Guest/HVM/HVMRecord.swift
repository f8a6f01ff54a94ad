/// A record of an HVM context: a descriptor of eight bytes and a body.
public struct HVMRecord: Sendable, Equatable {
  public let typecode: UInt16
  /// The vCPU or device; 0 where there is only one.
  public let instance: UInt16
  /// The file offset of the descriptor.
  public let offset: UInt64
  /// The file offsets of the body, as far as it lies inside the context and the capture.
  public let body: Range<UInt64>
  /// The length that the descriptor states. It differs from the body's where that is cut, and in CPU_MSR records of
  /// releases that stated the room they had instead of the room they used.
  public let statedLength: UInt32

  /// The bytes of a descriptor: u16 typecode, u16 instance, u32 length.
  public static let descriptorByteCount: UInt64 = 8

  /// The type's name in Xen, or nil when no Xen writes this type.
  public var name: String? { HVMRecordType.type(typecode)?.name }
}

/// What a scan of an HVM context found.
public struct HVMContextScan: Sendable {
  /// In the order of the stream, END included.
  public var records: [HVMRecord] = []
  /// Whether an END record closes the list.
  public var isTerminated = false
  /// The file offset after the last record.
  public var end: UInt64
  public var findings: [Finding] = []
}
