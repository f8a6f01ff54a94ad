/// Finds the parts of a legacy tail, from the word after END.
struct LegacyTailReader {
  private let window: ByteWindow
  private let header: LegacyHeader
  private let checkpoint: Int
  private(set) var tail = LegacyTail()
  /// The file offset after the parts found so far.
  private(set) var position: UInt64

  init(window: ByteWindow, header: LegacyHeader, offset: UInt64, checkpoint: Int) {
    self.window = window
    self.header = header
    self.checkpoint = checkpoint
    position = offset
  }

  /// Reads all of it. `vcpuCount` is the number of records that a PV tail has.
  mutating func read(vcpuCount: Int) throws(CaptureError) {
    switch header.framing.guest {
    case .hvm: try readHVM()
    case .pv: try readPV(vcpuCount: vcpuCount)
    }
  }

  // MARK: HVM

  private mutating func readHVM() throws(CaptureError) {
    guard try take(24, .magicPFNs, .magicPFNs) else { return }
    let lengthOffset = position
    guard try take(4, .hvmContextLength, .hvmContext) else { return }
    guard let length = try window.uint32(at: lengthOffset) else { return }
    guard try take(UInt64(length), .hvmContext, .hvmContext) else { return }
    switch header.framing.deviceModel {
    case .toolstack: try readDeviceModel()
    case .xapi: try readXapiDeviceModel()
    }
  }

  /// The record as XAPI wrote it up to 2014.
  private mutating func readXapiDeviceModel() throws(CaptureError) {
    let signature = DeviceModelRecord.xapiSignature
    let bytes = try window.withBytes(at: position, count: signature.count) { span in
      signature.indices.map { span[$0] }
    }
    if let bytes, bytes != signature {
      return refuse(.deviceModelSignature, at: position, part: .deviceModelSignature)
    }
    guard try take(UInt64(signature.count), .deviceModel, .deviceModelSignature) else { return }
    let lengthOffset = position
    guard try take(DeviceModelRecord.lengthByteCount, .deviceModel, .deviceModelRecord) else { return }
    guard let length = try window.uint32(at: lengthOffset).map({ UInt64($0.byteSwapped) }) else { return }
    let limit = DeviceModelRecord.maximumXapiLength
    if length > limit {
      refuse(.xapiQemuLength, at: lengthOffset, part: .deviceModelRecord, value: length, limit: limit)
    }
    _ = try take(length, .deviceModel, .deviceModelRecord)
  }

  private mutating func readDeviceModel() throws(CaptureError) {
    let start = position
    let count = Int(DeviceModelRecord.signatureByteCount)
    let bytes = try window.withBytes(at: start, count: count) { span in (0..<count).map { span[$0] } }
    let signature = DeviceModelRecord.Signature(bytes ?? [])
    guard try take(UInt64(count), .deviceModel, .deviceModelSignature) else { return }
    if checkpoint == 0, let signature, signature != .libxl {
      tail.findings.append(
        Finding(
          .deviceModelForm, at: start, checkpoint: checkpoint, part: .deviceModelSignature,
          value: signature == .xend ? 0 : 1))
    }
    switch signature {
    case .xend: try readStateUntilEnd()
    case .libxl, .xendRemus: try readCountedState()
    case nil:
      refuse(.deviceModelSignature, at: start, part: .deviceModelSignature)
      // A signature that was altered may still be followed by a sound length: read on if that leads somewhere.
      guard let length = try window.uint32(at: position), try window.capture.wait(for: position + 4 + UInt64(length)),
        length > 0
      else { return }
      try readCountedState()
    }
  }

  private mutating func readCountedState() throws(CaptureError) {
    let lengthOffset = position
    guard try take(4, .deviceModel, .deviceModelRecord) else { return }
    guard let length = try window.uint32(at: lengthOffset) else { return }
    _ = try take(UInt64(length), .deviceModel, .deviceModelRecord)
  }

  /// The record has no length: it ends with the capture, but for the text that ends an `xl migrate`.
  private mutating func readStateUntilEnd() throws(CaptureError) {
    let magic = QEMUState.magic
    let isMagic = try window.withBytes(at: position, count: magic.count) { bytes in
      for (place, byte) in magic.enumerated() where bytes[place] != byte { return false }
      return true
    }
    if isMagic == false {
      let bytes = try window.capture.bytes(at: position, count: magic.count)
      tail.findings.append(QEMUState.magicFinding(bytes, at: position, checkpoint: checkpoint))
    }
    try window.capture.waitForEnd()
    var end = max(position, window.capture.size)
    let text = TrailingReader.handshake
    if end - position > UInt64(text.count),
      try window.capture.bytes(at: end - UInt64(text.count), count: text.count) == text
    {
      end -= UInt64(text.count)
    }
    if end == position { return cut(.deviceModelRecord, declared: 4) }
    _ = try take(end - position, .deviceModel, .deviceModelRecord)
  }

  // MARK: PV

  private mutating func readPV(vcpuCount: Int) throws(CaptureError) {
    let countOffset = position
    guard try take(4, .unmapped, .unmappedList) else { return }
    guard let count = try window.framingNumber(at: countOffset) else { return }
    guard UInt64(count) <= LegacyFraming.maximumUnmapped else {
      refuse(
        .unmappedCount, at: countOffset, part: .unmappedList, value: UInt64(count), limit: LegacyFraming.maximumUnmapped
      )
      return
    }
    let wordBytes = UInt64(header.framing.wordBytes)
    if count > 0, try !take(UInt64(count) * wordBytes, .unmapped, .unmappedList) { return }
    for vcpu in 0..<vcpuCount {
      guard try readVcpu(vcpu) else { return }
    }
    _ = try take(UInt64(pageSize), .sharedInfo, .sharedInfo)
  }

  private mutating func readVcpu(_ vcpu: Int) throws(CaptureError) -> Bool {
    let contextBytes: UInt64 = header.guestWordBytes == 8 ? 5168 : 2800
    guard try take(contextBytes, .vcpu(vcpu), .vcpuContext) else { return false }
    if header.hasExtendedContext {
      guard try take(128, .vcpu(vcpu), .extendedContext) else { return false }
    }
    guard header.xsaveBytes != nil else { return true }
    guard let own = try window.uint64(at: position + 8) else {
      cut(.xsave, declared: 16)
      return false
    }
    // Each record states its own size; a size that leads nowhere is replaced by the one the header states.
    var length = own.addingReportingOverflow(16)
    if length.overflow || length.partialValue > header.xsaveBytes.map({ max($0, 1 << 20) }) ?? 0 {
      length.partialValue = header.xsaveBytes ?? 16
    }
    return try take(length.partialValue, .vcpu(vcpu), .xsave)
  }

  // MARK: Parts

  /// Adds the next `length` bytes as a part. False when the capture ends inside it.
  private mutating func take(_ length: UInt64, _ kind: LegacyTail.Kind, _ part: StreamPart) throws(CaptureError) -> Bool
  {
    let (end, overflow) = position.addingReportingOverflow(length)
    guard !overflow, try window.capture.wait(for: end) else {
      let available = max(position, window.capture.size)
      if available > position { add(kind, upTo: available) }
      cut(part, declared: length)
      return false
    }
    if length > 0 { add(kind, upTo: end) }
    position = end
    return true
  }

  /// Adds the bytes from `position` to `end`, to the part before them when that is of the same kind.
  private mutating func add(_ kind: LegacyTail.Kind, upTo end: UInt64) {
    if let last = tail.parts.last, last.kind == kind {
      tail.parts[tail.parts.count - 1] = LegacyTail.Part(kind: kind, range: last.range.lowerBound..<end)
    } else {
      tail.parts.append(LegacyTail.Part(kind: kind, range: position..<end))
    }
  }

  private mutating func cut(_ part: StreamPart, declared: UInt64) {
    let available = max(position, window.capture.size)
    tail.cutIn = part
    tail.findings.append(
      Finding(
        .cutShort, checkpoint == 0 ? nil : .warning, at: available, checkpoint: checkpoint, part: part,
        value: available - position, limit: declared))
    position = available
  }

  private mutating func refuse(
    _ rule: FindingRule, at offset: UInt64, part: StreamPart, value: UInt64 = 0, limit: UInt64 = 0
  ) {
    tail.isRefused = true
    tail.findings.append(
      Finding(rule, at: offset, checkpoint: checkpoint, part: part, value: value, limit: limit))
  }
}
