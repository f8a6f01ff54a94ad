@_spi(Measuring) import SaveStream

/// A Remus capture of an HVM guest, as a 64-bit toolstack of Xen 4.5 writes it: all pages as images at checkpoint 0,
/// then compressed checkpoints with page deltas of about 600 bytes on average.
struct RemusCapture {
  let path: String
  /// Pages of guest memory, all sent at checkpoint 0. PFN 0 is sent in every checkpoint, others by chance.
  let guestPages: Int
  /// Checkpoints after checkpoint 0.
  let compressedCheckpoints: Int
  /// Entries of each compressed checkpoint, each of another PFN.
  let entriesPerCheckpoint: Int
  /// The least bytes of page deltas before a COMPRESSED_DATA chunk ends.
  var chunkBytes = 8 << 20

  private typealias Writer = LegacyStreamWriter<FileSink>

  /// Writes the file. Returns the bytes of all page deltas.
  func write() throws -> Int {
    let sink = try FileSink(path: path)
    var writer = Writer(to: sink)
    try writer.writeHeader(LegacyStreamHeader(p2mSize: UInt64(guestPages)))
    try writer.writeMetadata(.tscInfo(mode: 0, nanoseconds: 123_456_789, kilohertz: 2_000_000, incarnation: 1))
    try writeImages(to: &writer)
    try writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    try writer.writeMetadata(.enableCompression)
    try writer.endBody()
    try writer.writeTail(tail)
    var deltas = DeltaSource()
    var random = RandomNumbers(seed: 5)
    var deltaBytes = 0
    for _ in 0..<compressedCheckpoints {
      deltaBytes += try writeDeltas(to: &writer, &deltas, &random)
      try writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
      try writer.endBody()
      try writer.writeTail(tail)
    }
    try sink.flush()
    return deltaBytes
  }

  private func writeImages(to writer: inout Writer) throws {
    var random = RandomNumbers(seed: 4)
    let image = (0..<512).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
    for first in stride(from: 0, to: guestPages, by: 1024) {
      let pfns = first..<min(first + 1024, guestPages)
      try writer.writePFNArray(pfns.map { PFNArrayEntry(pfn: UInt64($0)) })
      for _ in pfns { try writer.writeImage(image.span) }
    }
  }

  private func writeDeltas(
    to writer: inout Writer, _ deltas: inout DeltaSource, _ random: inout RandomNumbers
  ) throws -> Int {
    // A random step from one PFN to the next keeps them ascending, as a sender's scan is.
    let largestStep = max(1, 2 * guestPages / max(1, entriesPerCheckpoint) - 1)
    var pfns = [0]
    while pfns.count < entriesPerCheckpoint, let last = pfns.last, last + 1 < guestPages {
      pfns.append(min(last + 1 + random.below(largestStep), guestPages - 1))
    }
    var total = 0
    var chunk: [UInt8] = []
    for first in stride(from: 0, to: pfns.count, by: 1024) {
      let batch = pfns[first..<min(first + 1024, pfns.count)]
      try writer.writePFNArray(batch.map { PFNArrayEntry(pfn: UInt64($0)) })
      for _ in batch { deltas.appendPage(to: &chunk) }
      guard chunk.count >= chunkBytes || batch.endIndex == pfns.endIndex else { continue }
      try writer.writeCompressedData(chunk.span)
      total += chunk.count
      chunk.removeAll(keepingCapacity: true)
    }
    return total
  }

  private var tail: LegacyHVMTail {
    let magic = UInt64(guestPages)
    return LegacyHVMTail(
      ioreqPFN: magic - 1, bufferedIoreqPFN: magic - 2, xenstorePFN: magic - 3, context: FormatACapture.hvmContext,
      deviceModel: LegacyHVMTail.DeviceModel(
        signature: .libxl, state: Array("QEVM".utf8) + [UInt8](repeating: 0, count: 60)))
  }
}
