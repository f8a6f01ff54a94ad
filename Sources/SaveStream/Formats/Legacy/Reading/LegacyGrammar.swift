/// How far chunks of a legacy body can be believed, and tails behind one.
struct LegacyGrammar: ChunkGrammar {
  let window: ByteWindow
  let header: LegacyHeader
  /// Whether compressed data is looked into: where its id may have come about by chance.
  var looksAtDeltas = false
  /// Whether only what a body begins with is a head: none begins with its end.
  var seeksBody = false
  /// Entries that a batch has at least where one may begin: of a few nothing tells but what stands behind their images.
  var fewestEntries = Self.leastEntries
  /// Whether batches may stand without images, whose pages travel as compressed data.
  var mayLackImages = false

  var format: EntryFormat { .legacy(wordBytes: header.framing.wordBytes) }
  var pfnEnd: UInt64 { min(header.p2mSize, LegacyFraming.maximumP2MSize + 1) }

  /// Entries in order that are no accident.
  private static let leastEntries = 3
  /// Bytes of compressed data that are looked into, and page deltas in them that are no accident.
  private static let lookedAtDeltas = 64 << 10
  private static let leastDeltas: UInt64 = 16
  /// The least and most that a HVM context has: a record for itself and a vCPU's; thousands of them.
  private static let contextLengths: ClosedRange<UInt32> = 512...(64 << 20)
  /// Bits that no guest has among the flags of a vCPU.
  private static let vcpuFlagsEnd: UInt64 = 1 << 16
  /// What a context must have of a vCPU's flags, descriptors, page tables and start info: all, or one may be damaged.
  private static let (allSigns, leastSigns) = (4, 3)

  // MARK: Links

  func link(at offset: UInt64) throws(CaptureError) -> ChunkLink {
    let id = try window.framingNumber(at: offset).map { LegacyChunkID(rawValue: Int32(bitPattern: $0)) }
    // Only a walk through all of it tells where transcendent memory ends.
    if id == .tmem || id == .tmemExtra { return .open }
    let chunk = try LegacyChunk.read(window, at: offset, framing: header.framing)
    switch chunk.kind {
    case .unknown: return .contradicted
    case .cut: return .open
    case .end:
      guard looksAtDeltas, header.framing.guest == .pv else { return try tail(at: offset + 4) }
      // The zeros may be an image's, and what follows them a batch.
      guard try !isBatch(at: offset + 4) else { return .contradicted }
      return try pvTail(at: offset + 4, isWhole: true)
    case .batch: return try batch(chunk)
    case .metadata(let id):
      if chunk.finding?.severity == .error { return .contradicted }
      if chunk.cutIn != nil { return .open }
      return try metadata(chunk, id)
    }
  }

  private func batch(_ chunk: LegacyChunk) throws(CaptureError) -> ChunkLink {
    guard let scan = try scan(chunk.payload) else { return .open }
    let isPastEnd = !looksAtDeltas && scan.runsPastEnd
    let faults = (isPastEnd ? 0 : scan.outOfRange.count) + scan.undefinedType.count + scan.pinWithoutTable.count
    // Where chunks follow each other as they should, a few words that are no entries do not make it another thing.
    if !looksAtDeltas, !mayLackImages, scan.hasNoEntries, let known = try placementOfKnownImages(of: chunk) {
      return .weak(next: known.end)
    }
    guard faults * 4 <= scan.count, scan.zeros == nil else { return .contradicted }
    let isWhole = try window.capture.wait(for: chunk.payload.upperBound)
    guard isWhole else { return .open }
    let images = try hasImages(behind: chunk.payload.upperBound) ? UInt64(scan.contentCount) * UInt64(pageSize) : 0
    let next = chunk.payload.upperBound + images
    // Entries without PFNs are all ones, as many other bytes are.
    let known = scan.count - Int(scan.entriesByType[Int(PageType.unmapped.rawValue)])
    let isOrdered = faults == 0 && scan.repeated == nil && scan.isInOrder && known >= Self.leastEntries
    return isOrdered ? .strong(next: next) : .weak(next: next)
  }

  /// Whether images stand behind an array: not where a chunk does, and there may be none.
  private func hasImages(behind array: UInt64) throws(CaptureError) -> Bool {
    guard mayLackImages, let id = try window.framingNumber(at: array).map({ Int32(bitPattern: $0) }) else {
      return true
    }
    if id == LegacyChunkID.compressedData.rawValue {
      return try window.word(at: array + 4, bytes: header.framing.wordBytes) ?? 0 > UInt64(Int32.max)
    }
    if id < 0 { return LegacyChunkID(rawValue: id).name == nil }
    guard (1...LegacyFraming.maximumBatch).contains(id),
      let next = try scan(array + 4..<array + 4 + UInt64(id) * UInt64(header.framing.wordBytes))
    else { return true }
    return !next.outOfRange.isEmpty || !next.undefinedType.isEmpty || !next.isInOrder
  }

  /// What an array holds, as far as the capture does; nil where it holds none of it.
  func scan(_ words: Range<UInt64>) throws(CaptureError) -> EntryScan? {
    let isWhole = try window.capture.wait(for: words.upperBound)
    let end = isWhole ? words.upperBound : min(words.upperBound, max(words.lowerBound, window.capture.size))
    let count = Int(end - words.lowerBound) / format.wordBytes * format.wordBytes
    guard count > 0 else { return nil }
    return try window.withBytes(at: words.lowerBound, count: count) { EntryScan($0, format, pfnEnd: pfnEnd) }
  }

  private func metadata(_ chunk: LegacyChunk, _ id: LegacyChunkID) throws(CaptureError) -> ChunkLink {
    let next = chunk.payload.upperBound
    switch id {
    case .vcpuInfo:
      guard let vcpus = try chunk.vcpus(window), !vcpus.numbers.isEmpty else { return .weak(next: next) }
      return .strong(next: next)
    case .tscInfo:
      // The mode is one of four.
      let mode = try window.uint32(at: chunk.payload.lowerBound) ?? 0
      return mode < 4 ? .weak(next: next) : .contradicted
    case .compressedData: return looksAtDeltas ? try deltas(chunk.payload) : .weak(next: next)
    default: return .weak(next: next)
    }
  }

  private func deltas(_ payload: Range<UInt64>) throws(CaptureError) -> ChunkLink {
    let count = min(payload.count, Self.lookedAtDeltas)
    guard count > 0 else { return .contradicted }
    let scanner = try window.withBytes(at: payload.lowerBound, count: count) { bytes in
      var scanner = DeltaScanner()
      scanner.scan(bytes)
      return scanner
    }
    guard let scanner, scanner.fault == nil else { return .contradicted }
    let isWhole = count == payload.count && !scanner.isInsidePage
    return isWhole || scanner.pagesBegun >= Self.leastDeltas
      ? .strong(next: payload.upperBound) : .weak(next: payload.upperBound)
  }

  // MARK: Tails

  /// Whether a tail begins at a file offset: of an HVM guest by the magic of its context, of a PV guest by PFNs and
  /// flags that make sense.
  func tail(at offset: UInt64) throws(CaptureError) -> ChunkLink {
    switch header.framing.guest {
    case .hvm:
      let start = offset + MagicPFNs.byteCount
      guard let length = try window.uint32(at: start) else { return .open }
      guard let magic = try window.uint32(at: start + 4 + HVMRecord.descriptorByteCount) else { return .open }
      return Self.contextLengths.contains(length) && UInt64(magic) == HVMContext.magic
        ? .strong(next: offset) : .contradicted
    case .pv: return try pvTail(at: offset)
    }
  }

  /// Whether a batch stands at a file offset beyond doubt, with another chunk behind its images. Behind zeros at the
  /// end of an image its PFNs pass for those of a PV guest's tail.
  func isBatch(at offset: UInt64) throws(CaptureError) -> Bool {
    let chunk = try LegacyChunk.read(window, at: offset, framing: header.framing)
    guard chunk.kind == .batch, case .strong(let next) = try batch(chunk) else { return false }
    var grammar = self
    grammar.looksAtDeltas = false
    switch try grammar.link(at: next) {
    case .contradicted, .open: return false
    case .weak, .strong: return true
    }
  }

  /// Whether the context of a vCPU is at a file offset: most of what it names, frames of tables and of the start info
  /// page, is a guest's. Zeros and text name none. Nil where the capture ends in it.
  /// - Parameter isWhole: whether all must be: pages have small numbers in such places.
  func isVcpuContext(at offset: UInt64, isWhole: Bool = false) throws(CaptureError) -> Bool? {
    let bits = header.guestWordBytes * 8
    // Behind the state of the FPU.
    guard let flags = try window.word(at: offset + 512, bytes: header.guestWordBytes),
      try window.capture.wait(for: offset + UInt64(VcpuContext.layout(guestBits: bits).byteCount))
    else { return nil }
    guard flags < Self.vcpuFlagsEnd else { return false }
    let bytes = try window.capture.bytes(at: offset, count: VcpuContext.layout(guestBits: bits).byteCount)
    let context = VcpuFrames(bytes, vcpu: 0, guestBits: bits, .little)
    func isGuests(_ use: VcpuFrames.Use) -> Bool {
      context.frames.contains { $0.use == use && $0.pfn > 0 && $0.pfn < header.p2mSize }
    }
    let hasDescriptors =
      context.descriptorCount <= FindingRule.mostDescriptors && isGuests(.descriptors(0))
    let signs = [flags > 0, hasDescriptors, isGuests(.pageTableBase), isGuests(.startInfo)]
    return signs.count { $0 } >= (isWhole ? Self.allSigns : Self.leastSigns)
  }

  // MARK: Heads

  var headByteCount: Int { 44 }

  func isPossibleHead(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    let (low, high) = (bytes[place], bytes[place &+ 3])
    if high == 0xff { return bytes[place &+ 1] == 0xff && bytes[place &+ 2] == 0xff && isMetadata(low) }
    guard high == 0, bytes[place &+ 2] == 0, bytes[place &+ 1] <= 4 else { return false }
    guard low == 0, bytes[place &+ 1] == 0 else { return isPossibleBatch(bytes, at: place) }
    return !seeksBody && isPossibleTail(bytes, at: place &+ 4)
  }

  /// Known ones; -1 stands before other bytes too often, and -5 and -6 do not say where they end.
  private func isMetadata(_ low: UInt8) -> Bool {
    low != 0xff && low != 0xfb && low != 0xfa && LegacyChunkID(rawValue: Int32(low) - 256).name != nil
  }

  private func isPossibleBatch(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    let count = Int(bytes[place]) | Int(bytes[place &+ 1]) << 8
    guard count <= Int(LegacyFraming.maximumBatch), count >= fewestEntries else { return false }
    let first = bytes.word(at: place &+ 4, bytes: format.wordBytes)
    let second = bytes.word(at: place &+ 4 &+ format.wordBytes, bytes: format.wordBytes)
    guard isPossible(first) else { return false }
    // Behind the only entry an image begins.
    guard count > 1 else { return true }
    guard isPossible(second) else { return false }
    let (before, behind) = (format.entry(first), format.entry(second))
    return before.pfn < behind.pfn || behind.type == .unmapped || before.type == .unmapped
  }

  private func isPossible(_ word: UInt64) -> Bool {
    let entry = format.entry(word)
    return word >> 32 == 0 && format.isDefined(entry.type) && (entry.type == .unmapped || entry.pfn < pfnEnd)
  }

  private func isPossibleTail(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    switch header.framing.guest {
    case .hvm: return bytes.word(at: place &+ 36, bytes: 4) == HVMContext.magic
    case .pv:
      let count = bytes.word(at: place, bytes: 4)
      guard count > 0 else { return bytes[place &+ 4] == 0x7f && bytes[place &+ 5] == 3 }
      let first = bytes.word(at: place &+ 4, bytes: format.wordBytes)
      let second = bytes.word(at: place &+ 4 &+ format.wordBytes, bytes: format.wordBytes)
      return count < header.p2mSize && first < second && second < header.p2mSize
    }
  }

  func kind(at offset: UInt64) throws(CaptureError) -> (kind: PlaceSign.Kind, count: Int) {
    let chunk = try LegacyChunk.read(window, at: offset, framing: header.framing)
    switch chunk.kind {
    case .batch: return (.batch, Int(chunk.id))
    case .end: return (header.framing.guest == .hvm ? .hvmTail : .pvTail, 0)
    case .metadata(.compressedData): return (.compressedData, chunk.payload.count)
    case .metadata(.vcpuInfo): return (.vcpus, try chunk.vcpus(window)?.numbers.count ?? 0)
    default: return (.chunk, 0)
    }
  }

  func mayBegin(at offset: UInt64) throws(CaptureError) -> Bool {
    guard let id = try window.int32(at: offset) else { return false }
    return id < -1 || (Int(id) >= fewestEntries && id < Self.leastEntries)
  }
}
