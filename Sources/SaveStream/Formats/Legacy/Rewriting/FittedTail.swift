/// A tail as a receiver takes it: without what it does not know.
struct FittedTail {
  private let capture: Capture
  private let header: LegacyHeader
  private let receiver: LegacyReceiver
  private(set) var pieces: [ImagePiece] = []
  private(set) var changes = CutChanges()

  /// - Throws: when the capture cannot be read.
  init(
    ofCheckpoint checkpoint: Int, in memory: GuestMemory, _ header: LegacyHeader, for receiver: LegacyReceiver
  ) throws(CaptureError) {
    capture = memory.capture
    self.header = header
    self.receiver = receiver
    let row = memory.index.checkpoints[checkpoint]
    var position = row.bodyEnd ?? row.end
    var reader = LegacyTailReader(
      window: ByteWindow(capture), header: header, offset: position, checkpoint: checkpoint)
    try reader.read(vcpuCount: Int(row.detail))
    for part in reader.tail.parts {
      switch part.kind {
      case .vcpu: try takeVcpu(part.range)
      // Its length follows from what the context becomes.
      case .hvmContextLength: break
      case .hvmContext: try takeHVMContext(part.range)
      case .deviceModel: try takeDeviceModel(part.range)
      case .magicPFNs, .unmapped, .sharedInfo: pieces.append(.copied(part.range))
      }
      position = part.range.upperBound
    }
    if position < row.end { pieces.append(.copied(position..<row.end)) }
  }

  // MARK: PV

  private mutating func takeVcpu(_ range: Range<UInt64>) throws(CaptureError) {
    let contextEnd = range.lowerBound + (header.guestWordBytes == 8 ? 5168 : 2800)
    pieces.append(.copied(range.lowerBound..<contextEnd))
    var position = contextEnd
    if header.hasExtendedContext {
      position += ExtendedVcpuContext.byteCount
      try takeExtendedContext(contextEnd..<position)
    }
    guard position < range.upperBound else { return }
    if receiver.takesXsave { return pieces.append(.copied(position..<range.upperBound)) }
    changes.leaveOut("XSAVE part of the vCPUs")
    try noteLostState(accumulatedAt: position + XsaveArea.headerByteCount + 8)
  }

  /// Counts a vCPU whose `xcr0_accum`, at a file offset, has more than x87 and SSE, which other parts hold as well.
  private mutating func noteLostState(accumulatedAt offset: UInt64) throws(CaptureError) {
    let features = try capture.bytes(at: offset, count: 8).number()
    if features & ~3 != 0 { changes.vcpusThatLoseState += 1 }
  }

  private mutating func takeExtendedContext(_ range: Range<UInt64>) throws(CaptureError) {
    let bytes = try capture.bytes(at: range.lowerBound, count: Int(range.count))
    let stated = bytes.dropFirst(4).prefix(4).number()
    guard let taken = receiver.extendedContextBytes, stated > UInt64(taken), bytes.count == range.count else {
      return pieces.append(.copied(range))
    }
    var fitted = LittleEndianBytes(zeros: bytes.count)
    fitted.put(bytes: Array(bytes.prefix(Int(taken))), at: 0)
    fitted.put(taken, at: 4)
    pieces.append(.written(fitted.bytes))
    changes.shorten("extended vCPU context")
  }

  // MARK: HVM

  private mutating func takeHVMContext(_ range: Range<UInt64>) throws(CaptureError) {
    let scan = try HVMContext.scan(capture, in: range, checkpoint: nil)
    var context: [ImagePiece] = []
    for record in scan.records {
      let name = record.name ?? "type \(record.typecode)"
      guard receiver.knows(hvmRecord: record.typecode) else {
        changes.leaveOut("HVM record \(name)")
        if record.typecode == HVMRecordType.xsaveTypecode {
          try noteLostState(accumulatedAt: record.body.lowerBound + 16)
        }
        continue
      }
      guard let most = receiver.mostBytes(ofHVMRecord: record.typecode), record.body.count > most else {
        context.append(.copied(record.offset..<record.body.upperBound))
        continue
      }
      var descriptor = LittleEndianBytes()
      descriptor.append(record.typecode)
      descriptor.append(record.instance)
      descriptor.append(most)
      context += [
        .written(descriptor.bytes), .copied(record.body.lowerBound..<record.body.lowerBound + UInt64(most)),
      ]
      changes.shorten("HVM record \(name)")
    }
    if scan.end < range.upperBound { context.append(.copied(scan.end..<range.upperBound)) }
    var length = LittleEndianBytes()
    length.append(UInt32(clamping: context.reduce(0) { $0 + $1.byteCount }))
    pieces.append(.written(length.bytes))
    pieces += context
  }

  /// The record of libxl 4.1 to 4.5 and that of xend's Remus differ in their signature only.
  private mutating func takeDeviceModel(_ range: Range<UInt64>) throws(CaptureError) {
    let stateStart = range.lowerBound + DeviceModelRecord.signatureByteCount
    let bytes = try capture.bytes(at: range.lowerBound, count: Int(DeviceModelRecord.signatureByteCount))
    guard DeviceModelRecord.Signature(bytes) == .libxl, !receiver.knows(DeviceModelRecord.Signature.libxl) else {
      return pieces.append(.copied(range))
    }
    let signature = DeviceModelRecord.Signature.xendRemus.rawValue
    pieces += [.written(Array(signature.utf8)), .copied(stateStart..<range.upperBound)]
    changes.deviceModelSignature = signature
  }
}
