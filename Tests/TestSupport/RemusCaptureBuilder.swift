@_spi(Measuring) import SaveStream

/// A compressed Remus capture of an HVM guest, made page by page: each test says what is sent.
public struct RemusCaptureBuilder {
  private var writer = LegacyStreamWriter(to: MemorySink())

  public init(p2mSize: UInt64 = 0x40) { writer.writeHeader(LegacyStreamHeader(p2mSize: p2mSize)) }

  public var bytes: [UInt8] { writer.sink.bytes }

  /// A page of zeros with some bytes at a place.
  public static func page(_ text: String = "", at place: Int = 0) -> [UInt8] {
    var page = [UInt8](repeating: 0, count: pageSize)
    for (position, byte) in text.utf8.enumerated() where place + position < pageSize { page[place + position] = byte }
    return page
  }

  /// A delta that sets words from one on and leaves the others.
  public static func delta(word: Int, _ text: String) -> [UInt8] {
    var literal = Array(text.utf8)
    literal += [UInt8](repeating: 0, count: (wordSize - literal.count % wordSize) % wordSize)
    let words = literal.count / wordSize
    func skips(_ words: Int) -> [UInt8] {
      [UInt8](repeating: 0xff, count: words / 127) + (words % 127 == 0 ? [] : [0x80 | UInt8(words % 127)])
    }
    return skips(word) + [UInt8(words)] + literal + skips(wordsPerPage - word - words)
  }

  /// Sends page images.
  public mutating func send(_ pages: [(pfn: UInt64, bytes: [UInt8])]) {
    writer.writePFNArray(pages.map { PFNArrayEntry(pfn: $0.pfn) })
    for page in pages { writer.writeImage(page.bytes.span) }
  }

  /// Says of pages that they are broken.
  public mutating func breakPages(_ pfns: [UInt64]) {
    writer.writePFNArray(pfns.map { PFNArrayEntry(pfn: $0, type: .broken) })
  }

  public mutating func enterVerifyMode() { writer.writeMetadata(.enableVerifyMode) }

  /// Sends page deltas.
  public mutating func sendDeltas(_ deltas: [(pfn: UInt64, bytes: [UInt8])]) {
    writer.writePFNArray(deltas.map { PFNArrayEntry(pfn: $0.pfn) })
    let joined = Array(deltas.map(\.bytes).joined())
    writer.writeCompressedData(joined.span)
  }

  /// Ends the checkpoint; those that follow the first send deltas when it says so.
  public mutating func endCheckpoint(compressesNext: Bool = false) {
    writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    if compressesNext { writer.writeMetadata(.enableCompression) }
    writer.endBody()
    writer.writeTail(
      LegacyHVMTail(
        ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 0x3f, context: [UInt8](repeating: 0, count: 64),
        deviceModel: .init(signature: .libxl, state: [UInt8](repeating: 0x51, count: 32))))
  }

  /// A capture in which each of many checkpoints sends the same page: a word more of it is set each time.
  public static func busyPage(_ pfn: UInt64, checkpoints: Int) -> [UInt8] {
    var builder = RemusCaptureBuilder()
    builder.send([(pfn, page("the page that all checkpoints send"))])
    builder.endCheckpoint(compressesNext: true)
    for checkpoint in 1..<checkpoints {
      builder.sendDeltas([(pfn, delta(word: 16 + checkpoint, "c\(checkpoint)"))])
      builder.endCheckpoint()
    }
    return builder.bytes
  }
}
