/// Finds the next batch of a legacy body behind bytes that cannot be read: nothing marks one, but a count, as many PFNs
/// in range, none twice, and behind as many pages another chunk.
struct LegacyBatchSearch {
  let window: ByteWindow
  let header: LegacyHeader
  /// What has been looked through so that nothing is looked through twice, however many stretches were lost: no batch
  /// begins in it, but `found` may right behind it.
  private var passed: Range<UInt64> = 0..<0
  private var found: Found?
  /// Entries that may be looked at yet, in all: what was made up to look like a batch everywhere ends the search.
  private var entriesLeft = 1 << 26

  init(window: ByteWindow, header: LegacyHeader) {
    self.window = window
    self.header = header
  }

  /// What was found.
  struct Found: Equatable {
    /// The file offset of the first batch.
    let offset: UInt64
    /// Whole batches from there on, one behind the other.
    let batches: Int
  }

  /// Bytes that are searched at most: those of two batches.
  static let mostBytes: UInt64 = 9 << 20
  /// Chunks that are followed.
  private static let mostChunks = 4096
  /// The least that a HVM context has: a record for itself and a vCPU's.
  private static let leastContext: UInt64 = 512

  /// The first batch from a file offset on that is beyond doubt.
  mutating func next(from start: UInt64) throws(CaptureError) -> Found? {
    if !passed.contains(start) { (passed, found) = (start..<start, nil) }
    if let found { return found }
    let zeros = ZeroStretch(window: window)
    var position = passed.upperBound
    while position - start < Self.mostBytes {
      let count = try zeros.there(position, UInt64(ByteWindow.capacity))
      guard count > Self.headBytes else { return nil }
      let places = try window.withBytes(at: position, count: count) { possible($0) } ?? []
      for place in places {
        guard entriesLeft > 0 else { return nil }
        guard let found = try follow(from: position + UInt64(place)) else { continue }
        self.found = found
        passed = passed.lowerBound..<found.offset
        return found
      }
      position += UInt64(count - Self.headBytes)
      passed = passed.lowerBound..<position
    }
    return nil
  }

  /// Bytes of a count and the first entry.
  private static let headBytes = 12

  /// Places at which a count and an entry could stand.
  private func possible(_ bytes: Span<UInt8>) -> [Int] {
    let format = EntryFormat.legacy(wordBytes: header.framing.wordBytes)
    var places: [Int] = []
    var place = 0
    while place + Self.headBytes <= bytes.count {
      if bytes[place + 3] == 0, bytes[place + 2] == 0, bytes[place + 1] <= 4 {
        let count = Int(bytes[place]) | Int(bytes[place + 1]) << 8
        let word = bytes.word(at: place + 4, bytes: format.wordBytes, .little)
        if (1...LegacyFraming.maximumBatch).contains(Int32(count)), isPossible(format.entry(word), word, format) {
          places.append(place)
        }
      }
      place += 1
    }
    return places
  }

  private func isPossible(_ entry: PageEntry, _ word: UInt64, _ format: EntryFormat) -> Bool {
    word >> 32 == 0 && format.isDefined(entry.type) && entry.pfn < header.p2mSize
  }

  /// Follows chunk after chunk; nil where the first is no batch, or what follows contradicts it.
  private mutating func follow(from start: UInt64) throws(CaptureError) -> Found? {
    var position = start
    var batches = 0
    for number in 0..<Self.mostChunks {
      // Only a walk through all of it tells where transcendent memory ends: too much at every place.
      if let id = try window.int32(at: position).map(LegacyChunkID.init(rawValue:)), id == .tmem || id == .tmemExtra {
        return number > 2 ? Found(offset: start, batches: batches) : nil
      }
      let chunk = try LegacyChunk.read(window, at: position, framing: header.framing)
      switch chunk.kind {
      case .batch:
        guard let end = try endOfBatch(chunk) else { return number > 1 ? Found(offset: start, batches: batches) : nil }
        position = end
        batches += 1
      case .metadata where number > 0 && chunk.finding == nil && chunk.cutIn == nil:
        position = chunk.payload.upperBound
      case .end where number > 0:
        return try isTail(at: position + 4) || batches > 2 ? Found(offset: start, batches: batches) : nil
      default: return number > 2 ? Found(offset: start, batches: batches) : nil
      }
    }
    return Found(offset: start, batches: batches)
  }

  /// One past the pages of a batch whose entries are all possible; nil for another, or one that the capture ends in.
  private mutating func endOfBatch(_ chunk: LegacyChunk) throws(CaptureError) -> UInt64? {
    let format = EntryFormat.legacy(wordBytes: header.framing.wordBytes)
    guard try window.capture.wait(for: chunk.payload.upperBound) else { return nil }
    entriesLeft -= Int(chunk.id)
    let limit = min(header.p2mSize, LegacyFraming.maximumP2MSize + 1)
    let scan = try window.withBytes(at: chunk.payload.lowerBound, count: chunk.payload.count) { bytes in
      EntryScan(bytes, format, pfnEnd: limit)
    }
    guard let scan, scan.outOfRange.isEmpty, scan.undefinedType.isEmpty, scan.pinWithoutTable.isEmpty,
      scan.repeated == nil
    else { return nil }
    let end = chunk.payload.upperBound + UInt64(scan.contentCount) * UInt64(pageSize)
    return try window.capture.wait(for: end) ? end : nil
  }

  /// Whether a tail begins at a file offset: of an HVM guest a context of a believable length, of a PV guest not only
  /// zeros.
  private func isTail(at offset: UInt64) throws(CaptureError) -> Bool {
    switch header.framing.guest {
    case .hvm:
      let length = try window.uint32(at: offset + MagicPFNs.byteCount).map { UInt64($0) } ?? 0
      let magic = try window.uint32(at: offset + MagicPFNs.byteCount + 4 + HVMRecord.descriptorByteCount)
      return length >= Self.leastContext && magic.map { UInt64($0) } == HVMContext.magic
    case .pv:
      let least = LegacyReader.leastZeros
      return try ZeroStretch(window: window).end(from: offset, most: least) - offset < least
    }
  }
}
