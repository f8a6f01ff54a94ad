/// How far records of a v2 or v3 stream can be believed.
struct MigrationGrammar: ChunkGrammar {
  let window: ByteWindow
  let order: ByteOrder
  let format: EntryFormat
  let pfnEnd: UInt64
  /// The layer around the stream, whose records may follow.
  let outer: Layer.Kind?

  /// Bytes that a record of a known type has at most, pages apart; a receiver takes 8 MiB, or 128 MiB of others.
  private static let longest: UInt32 = 128 << 20
  private static let longestOptional: UInt32 = 1 << 20
  /// Bytes that a policy has at most: some hundred leaves of 24 bytes in those of today.
  private static let longestPolicy: UInt32 = 64 << 10
  private static let mostVcpus: UInt64 = 4096

  // MARK: Links

  func link(at offset: UInt64) throws(CaptureError) -> ChunkLink {
    guard let head = try RecordHead.read(window, at: offset, order) else { return .open }
    let type = MigrationRecordType(rawValue: head.type)
    switch type {
    case .end: return head.length == 0 ? try behindEnd(head) : .contradicted
    case .checkpoint, .verify, .staticDataEnd:
      guard head.length == 0 else { return .contradicted }
      return type == .checkpoint && outer == .libxl2 ? try outerRecord(at: head.end) : .weak(next: head.end)
    default: break
    }
    guard type.isTaken || (type.isOptional && head.length <= Self.longestOptional), head.length <= Self.longest else {
      return .contradicted
    }
    let isPolicy = type == .cpuidPolicy || type == .msrPolicy
    if isPolicy, head.length > Self.longestPolicy { return .contradicted }
    guard head.length > 0 else {
      return isPolicy ? .weak(next: head.end) : .contradicted
    }
    if type == .pageData { return try pageData(head) }
    guard try window.capture.wait(for: head.end) else { return try cutRecord(head, type) }
    return try state(head, type)
  }

  /// A record that the capture ends in, by what is there: of a length that makes no sense any bytes could be the head.
  private func cutRecord(_ head: RecordHead, _ type: MigrationRecordType) throws(CaptureError) -> ChunkLink {
    let isLong = type == .pvP2MFrames || type == .hvmContext
    guard type.isTaken, isLong || head.length <= Self.longestOptional else { return .contradicted }
    switch try state(head, type) {
    case .contradicted: return .contradicted
    case .weak where Self.hasForm(type): return .contradicted
    case .weak, .strong, .open: return .open
    }
  }

  private func pageData(_ head: RecordHead) throws(CaptureError) -> ChunkLink {
    let start = head.body.lowerBound
    guard let count = try number(at: start), let reserved = try number(at: start + 4) else { return .open }
    guard count > 0, reserved == 0, UInt64(head.length) >= 8 + count * 8 else { return .contradicted }
    let images = UInt64(head.length) - 8 - count * 8
    let looked = min(count, UInt64(EntryFormat.entriesPerRow))
    guard try window.capture.wait(for: start + 8 + looked * 8) else { return .open }
    let scan = try window.withBytes(at: start + 8, count: Int(looked) * 8) { EntryScan($0, format, pfnEnd: pfnEnd) }
    guard let scan else { return .open }
    let faults =
      (scan.runsPastEnd ? 0 : scan.outOfRange.count) + scan.undefinedType.count + scan.pinWithoutTable.count
    // Where its count and its length go together, only words of the array are damaged.
    let goTogether = looked == count && images % UInt64(pageSize) == 0 && images <= count * UInt64(pageSize)
    guard faults * 4 <= scan.count || goTogether else { return .contradicted }
    let isExact =
      looked == count ? images == UInt64(scan.contentCount) * UInt64(pageSize) : images % UInt64(pageSize) == 0
    guard isExact, faults == 0, scan.repeated == nil else { return .weak(next: head.end) }
    return .strong(next: head.end)
  }

  /// Whether a record of a type can be told by its length and its first bytes.
  private static func hasForm(_ type: MigrationRecordType) -> Bool {
    [.tscInfo, .sharedInfo, .hvmContext, .hvmParams, .vcpuBasic, .vcpuExtended].contains(type)
  }

  /// A record that describes the guest.
  private func state(_ head: RecordHead, _ type: MigrationRecordType) throws(CaptureError) -> ChunkLink {
    let start = head.body.lowerBound
    guard let first = try number(at: start) else { return .open }
    let isSure: Bool
    switch type {
    case .tscInfo: isSure = head.length == TSCInfo.migration.byteCount && first < 4
    case .sharedInfo: isSure = head.length == UInt32(pageSize)
    case .hvmContext: isSure = try number(at: start + HVMRecord.descriptorByteCount) == HVMContext.magic
    case .hvmParams: isSure = UInt64(head.length) == 8 + first * 16
    case .vcpuBasic:
      isSure = first < Self.mostVcpus && Self.contextLengths.contains(UInt64(head.length))
    case .vcpuExtended: isSure = first < Self.mostVcpus && UInt64(head.length) == 8 + ExtendedVcpuContext.byteCount
    case .vcpuXSAVE, .vcpuMSRs: return first < Self.mostVcpus ? .weak(next: head.end) : .contradicted
    default: return .weak(next: head.end)
    }
    return isSure ? .strong(next: head.end) : .weak(next: head.end)
  }

  private static let contextLengths = [32, 64].map { 8 + UInt64(VcpuContext.layout(guestBits: $0).byteCount) }

  /// What stands behind an END, which is as much as eight zeros: the end of the capture, or the layer around the
  /// stream.
  private func behindEnd(_ head: RecordHead) throws(CaptureError) -> ChunkLink {
    guard try window.capture.wait(for: head.end + 1) else { return .open }
    switch outer {
    case .libxl2: return try outerRecord(at: head.end)
    case .xapi:
      return try XapiRecord.read(window, at: head.end)?.kind == nil ? .contradicted : .strong(next: head.offset)
    default:
      let text = TrailingReader.handshake
      let bytes = try window.capture.bytes(at: head.end, count: text.count)
      return text.starts(with: bytes) ? .strong(next: head.offset) : .contradicted
    }
  }

  /// A record of libxl.
  private func outerRecord(at offset: UInt64) throws(CaptureError) -> ChunkLink {
    guard let head = try RecordHead.read(window, at: offset, .little) else { return .open }
    // The stream stands behind one record of the kind alone.
    guard head.type <= LibxlRecordType.checkpointState.rawValue, head.type != LibxlRecordType.libxcContext.rawValue,
      head.length <= Self.longest
    else { return .contradicted }
    if head.type == LibxlRecordType.end.rawValue {
      guard head.length == 0 else { return .contradicted }
      guard try window.capture.wait(for: head.end + 1) else { return .open }
      let text = TrailingReader.handshake
      let bytes = try window.capture.bytes(at: head.end, count: text.count)
      return text.starts(with: bytes) ? .strong(next: offset) : .contradicted
    }
    return try window.capture.wait(for: head.end) ? .strong(next: offset) : .open
  }

  /// The 32-bit number at a file offset, in the stream's order.
  private func number(at offset: UInt64) throws(CaptureError) -> UInt64? {
    if order == .little { return try window.framingNumber(at: offset).map { UInt64($0) } }
    return try window.withBytes(at: offset, count: 4) { $0.word(at: 0, bytes: 4, order) }
  }

  // MARK: Heads

  var headByteCount: Int { 16 }

  func isPossibleHead(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    let (low, high) = order == .little ? (place, place &+ 3) : (place &+ 3, place)
    let type = bytes[low]
    guard type > 0, type <= 0x12, bytes[high] == 0, bytes[place &+ 1] == 0, bytes[place &+ 2] == 0 else { return false }
    let length = bytes.word(at: place &+ 4, bytes: 4, order)
    let first = bytes.word(at: place &+ 8, bytes: 4, order)
    switch MigrationRecordType(rawValue: UInt32(type)) {
    case .pageData:
      return length >= 16 && length % 8 == 0 && first > 0 && first <= length / 8
        && bytes.word(at: place &+ 12, bytes: 4, order) == 0
    case .tscInfo: return length == UInt64(TSCInfo.migration.byteCount) && first < 4
    case .sharedInfo: return length == UInt64(pageSize)
    case .vcpuBasic: return Self.contextLengths.contains(length)
    case .hvmContext: return length > 32 && first == 1
    case .hvmParams: return length == 8 &+ first &* 16 && first > 0
    default: return false
    }
  }

  func kind(at offset: UInt64) throws(CaptureError) -> (kind: PlaceSign.Kind, count: Int) {
    guard let head = try RecordHead.read(window, at: offset, order) else { return (.record, 0) }
    guard MigrationRecordType(rawValue: head.type) == .pageData else { return (.record, Int(clamping: head.type)) }
    return (.pageData, Int(clamping: try number(at: head.body.lowerBound) ?? 0))
  }

  func mayBegin(at offset: UInt64) throws(CaptureError) -> Bool { false }
}
