/// The tail of an HVM checkpoint, to be written.
@_spi(Measuring) public struct LegacyHVMTail: Sendable {
  public var ioreqPFN: UInt64
  public var bufferedIoreqPFN: UInt64
  public var xenstorePFN: UInt64
  /// The HVM context, from its HEADER record to its END.
  public var context: [UInt8]
  /// What the toolstack puts behind it; nil for a guest without QEMU.
  public var deviceModel: DeviceModel?

  public init(
    ioreqPFN: UInt64, bufferedIoreqPFN: UInt64, xenstorePFN: UInt64, context: [UInt8], deviceModel: DeviceModel?
  ) {
    self.ioreqPFN = ioreqPFN
    self.bufferedIoreqPFN = bufferedIoreqPFN
    self.xenstorePFN = xenstorePFN
    self.context = context
    self.deviceModel = deviceModel
  }

  /// QEMU's state, in the frame that one of the toolstacks puts around it.
  public struct DeviceModel: Sendable {
    public var signature: DeviceModelRecord.Signature
    public var state: [UInt8]

    public init(signature: DeviceModelRecord.Signature, state: [UInt8]) {
      self.signature = signature
      self.state = state
    }

    /// The bytes on the wire.
    var encoded: [UInt8] {
      var record = LittleEndianBytes()
      record.append(text: signature.rawValue)
      if signature.hasLength { record.append(UInt32(state.count)) }
      record.append(bytes: state)
      return record.bytes
    }
  }

  /// The bytes on the wire: the same for both toolstack widths.
  var encoded: [UInt8] {
    var tail = LittleEndianBytes()
    tail.append(ioreqPFN)
    tail.append(bufferedIoreqPFN)
    tail.append(xenstorePFN)
    tail.append(UInt32(context.count))
    tail.append(bytes: context)
    if let deviceModel { tail.append(bytes: deviceModel.encoded) }
    return tail.bytes
  }
}
