@_spi(Measuring) import SaveStream

/// A legacy stream for tests of guest memory: each test says what is sent.
struct MadeUpStream {
  private var writer: LegacyStreamWriter<MemorySink>
  private let guest: GuestKind

  init(_ guest: GuestKind = .hvm, p2mSize: UInt64 = 0x40, toolstack: WordSize = .bits64) {
    self.guest = guest
    writer = LegacyStreamWriter(to: MemorySink(), toolstack: toolstack)
    let paravirtual = LegacyStreamHeader.Paravirtual(
      guest: .bits64, vcpuContext: [UInt8](repeating: 0, count: 5168), p2mFrameList: [1])
    writer.writeHeader(LegacyStreamHeader(p2mSize: p2mSize, paravirtual: guest == .pv ? paravirtual : nil))
  }

  var bytes: [UInt8] { writer.sink.bytes }

  /// The stream, read.
  func read() throws -> (capture: Capture, index: IndexSnapshot) {
    let capture = Capture(bytes: bytes)
    let indexer = CaptureIndexer(capture: capture)
    try indexer.run()
    return (capture, indexer.index.snapshot)
  }

  /// A page whose bytes all have one value.
  static func page(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: pageSize) }

  /// A delta that sets one word of a page and leaves the others.
  static func delta(word: Int, _ value: [UInt8]) -> [UInt8] {
    func skips(_ words: Int) -> [UInt8] {
      [UInt8](repeating: 0xff, count: words / 127) + (words % 127 == 0 ? [] : [0x80 | UInt8(words % 127)])
    }
    return skips(word) + [1] + value + skips(wordsPerPage - 1 - word)
  }

  /// Sends page images.
  mutating func send(_ pages: [(pfn: UInt64, byte: UInt8)], type: PageType = .ordinary) {
    writer.writePFNArray(pages.map { PFNArrayEntry(pfn: $0.pfn, type: type) })
    for page in pages { writer.writeImage(Self.page(page.byte).span) }
  }

  /// Sends entries that carry no content, or whose content is a delta.
  mutating func announce(_ pfns: [UInt64], type: PageType = .ordinary) {
    writer.writePFNArray(pfns.map { PFNArrayEntry(pfn: $0, type: type) })
  }

  /// Sends deltas for what was announced.
  mutating func sendDeltas(_ deltas: [[UInt8]]) {
    let joined = Array(deltas.joined())
    writer.writeCompressedData(joined.span)
  }

  mutating func enterVerifyMode() { writer.writeMetadata(.enableVerifyMode) }

  /// Ends a checkpoint; a PV guest lists PFNs that had no frame. `online` is the map of vCPUs.
  mutating func endCheckpoint(compressesNext: Bool = false, unmapped: [UInt64] = [], online: [UInt64] = [1]) {
    let highest = 64 * online.count - 1 - (online.last ?? 1).leadingZeroBitCount
    writer.writeMetadata(.vcpuInfo(maximumID: UInt32(highest), online: online))
    if compressesNext { writer.writeMetadata(.enableCompression) }
    writer.endBody()
    switch guest {
    case .hvm:
      writer.writeTail(
        LegacyHVMTail(
          ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [1, 2, 3],
          deviceModel: .init(signature: .libxl, state: [4])))
    case .pv:
      let vcpu = LegacyPVTail.VCPU(
        context: [UInt8](repeating: 0, count: 5168), extendedContext: [UInt8](repeating: 0, count: 128))
      let count = online.reduce(0) { $0 + $1.nonzeroBitCount }
      writer.writeTail(
        LegacyPVTail(
          unmappedPFNs: unmapped, vcpus: [LegacyPVTail.VCPU](repeating: vcpu, count: count), sharedInfo: Self.page(0)))
    }
  }
}
