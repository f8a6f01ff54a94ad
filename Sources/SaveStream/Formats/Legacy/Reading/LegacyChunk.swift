/// A chunk of a legacy body as its first bytes state it.
///
/// ```
/// 1…1024   count, PFN array [, page images]     a batch
/// 0                                              the end of the body
/// < 0      id [, length] [, payload]             metadata or compressed data
/// ```
struct LegacyChunk: Sendable {
  enum Kind: Sendable, Equatable {
    case batch
    case end
    case metadata(LegacyChunkID)
    /// A count past 1024 or an id that no Xen writes: nothing says where it ends.
    case unknown
    /// The capture ends inside the id.
    case cut
  }

  let kind: Kind
  /// The file offset of its id.
  let offset: UInt64
  /// The id or count as it stands.
  let id: Int32
  /// Where the field that states the payload's length is; empty for chunks of a known size.
  var lengthField: Range<UInt64> = 0..<0
  /// The payload as stated; for a batch, the PFN array. May reach past the end of the capture.
  var payload: Range<UInt64>
  /// What the capture ends in, when it ends before the payload does.
  var cutIn: StreamPart?
  /// What is wrong with the length or the payload's layout.
  var finding: Finding?

  /// Everything after the id.
  var payloadWithLength: Range<UInt64> { min(offset + 4, payload.upperBound)..<payload.upperBound }

  /// Bytes of id and length field.
  var framingLength: UInt64 { 4 + UInt64(lengthField.count) }
}

extension LegacyChunk {
  /// Reads the chunk at a file offset: its id, its length, and no more of its payload than it takes to find its end.
  static func read(_ window: ByteWindow, at offset: UInt64, framing: LegacyFraming) throws(CaptureError) -> LegacyChunk
  {
    guard let id = try window.framingNumber(at: offset).map({ Int32(bitPattern: $0) }) else {
      let end = max(offset, window.capture.size)
      return LegacyChunk(kind: .cut, offset: offset, id: 0, payload: end..<end, cutIn: .chunkID)
    }
    let start = offset + 4
    if id == 0 { return LegacyChunk(kind: .end, offset: offset, id: id, payload: start..<start) }
    if id > 0 {
      let isKnown = id <= LegacyFraming.maximumBatch
      let length = isKnown ? UInt64(id) * UInt64(framing.wordBytes) : 0
      return LegacyChunk(kind: isKnown ? .batch : .unknown, offset: offset, id: id, payload: start..<start + length)
    }
    let name = LegacyChunkID(rawValue: id)
    guard name.name != nil else {
      return LegacyChunk(kind: .unknown, offset: offset, id: id, payload: start..<start)
    }
    var chunk = LegacyChunk(kind: .metadata(name), offset: offset, id: id, payload: start..<start)
    try chunk.findPayload(name, window, framing)
    if chunk.cutIn == nil, chunk.finding?.severity != .error, try !window.capture.wait(for: chunk.payload.upperBound) {
      chunk.cutIn = name == .compressedData ? .compressedData : .chunkPayload
    }
    return chunk
  }

  private mutating func findPayload(
    _ name: LegacyChunkID, _ window: ByteWindow, _ framing: LegacyFraming
  ) throws(CaptureError) {
    let start = payload.lowerBound
    switch name {
    case .enableVerifyMode, .lastCheckpoint, .enableCompression: break
    case .tscInfo: payload = start..<start + 20
    case .vcpuInfo: try findVcpuInfo(window)
    case .toolstack: try findCountedPayload(window, lengthBytes: 4, part: .chunkPayload)
    case .compressedData: try findCountedPayload(window, lengthBytes: framing.wordBytes, part: .compressedData)
    case .tmem, .tmemExtra: try findTmem(window, extra: name == .tmemExtra)
    default: payload = start..<start + 12
    }
  }

  /// `i32 max_vcpu_id`, then one bit for each vCPU id in 64-bit words.
  private mutating func findVcpuInfo(_ window: ByteWindow) throws(CaptureError) {
    let start = payload.lowerBound
    guard let highest = try window.int32(at: start) else { return cut(.chunkPayload, window) }
    guard highest >= 0, highest < LegacyFraming.maximumVcpus else {
      payload = start..<start + 4
      finding = Finding(
        .vcpuLimit, at: start, part: .chunkPayload, value: UInt64(UInt32(bitPattern: highest)),
        limit: UInt64(LegacyFraming.maximumVcpus))
      return
    }
    payload = start..<start + 4 + 8 * UInt64(highest / 64 + 1)
  }

  /// The numbers of the vCPUs whose bits are set in a VCPU_INFO, ascending, and the highest that one can have; nil
  /// where it is cut, or states a highest that there cannot be.
  func vcpus(_ window: ByteWindow) throws(CaptureError) -> (numbers: [Int], highest: Int)? {
    let start = payload.lowerBound
    guard let highest = try window.int32(at: start).map({ Int($0) }),
      (0..<Int(LegacyFraming.maximumVcpus)).contains(highest)
    else { return nil }
    var numbers: [Int] = []
    for word in 0...highest / 64 {
      guard let bits = try window.uint64(at: start + 4 + UInt64(word) * 8) else { return nil }
      numbers += (word * 64...min(word * 64 + 63, highest)).filter { bits >> UInt64($0 & 63) & 1 == 1 }
    }
    return (numbers, highest)
  }

  private mutating func findCountedPayload(
    _ window: ByteWindow, lengthBytes: Int, part: StreamPart
  ) throws(CaptureError) {
    let start = payload.lowerBound
    guard let length = try window.word(at: start, bytes: lengthBytes) else {
      cut(part, window)
      lengthField = payload
      payload = payload.upperBound..<payload.upperBound
      return
    }
    let first = start + UInt64(lengthBytes)
    lengthField = start..<first
    guard length <= UInt64(Int32.max) else {
      payload = first..<first
      finding = Finding(
        part == .compressedData ? .compressedLength : .toolstackLayout, at: start, part: part, value: length,
        limit: UInt64(Int32.max))
      return
    }
    payload = first..<first + length
  }

  /// These two state no length: only a walk through them tells where they end.
  private mutating func findTmem(_ window: ByteWindow, extra: Bool) throws(CaptureError) {
    let start = payload.lowerBound
    switch try LegacyPayload.tmemLength(at: start, extra: extra, capture: window.capture) {
    case .ends(let end): payload = start..<end
    case .cut: cut(.chunkPayload, window)
    case .unparseable(let offset):
      finding = Finding(.tmemLayout, at: offset, part: .chunkPayload)
    }
  }

  private mutating func cut(_ part: StreamPart, _ window: ByteWindow) {
    cutIn = part
    payload = payload.lowerBound..<max(payload.lowerBound, window.capture.size)
  }
}
