@_spi(Measuring) import SaveStream

/// A compressed Remus capture of an HVM guest with a handful of pages, made by the writer: a page delta of every shape.
public enum SmallRemusCapture {
  /// The PFNs of checkpoint 1, in their order: what each was sent as stands in `deltas`.
  public static let pfns: [UInt64] = [3, 4, 5, 6, 7]

  /// The deltas of checkpoint 1.
  public static let deltas: [[UInt8]] = [
    // Two stretches of words and a lone one, skips between them.
    run(of: 5, 0x11) + skip(95) + run(of: 100, 0x22) + skip(127) + skip(127) + skip(127) + skip(127) + run(of: 1, 0x33)
      + skip(127) + skip(127) + skip(61),
    // Unchanged.
    [0x00],
    // Whole.
    [0x80] + [UInt8](repeating: 0x44, count: 4096),
    // One word; the others cost nine markers.
    run(of: 1, 0x55) + skip(127) + skip(127) + skip(127) + skip(127) + skip(127) + skip(127) + skip(127) + skip(127)
      + skip(7),
    // Half of the page in one stretch, which the 127 words of a run split; the first 64 words as they were.
    skip(64) + run(of: 127, 0x00) + run(of: 127, 0x66) + run(of: 127, 0x66) + run(of: 127, 0x66) + run(of: 4, 0x66)
      + skip(127) + skip(127) + skip(127) + skip(67),
  ]

  /// The capture: five pages of zeros, with the first byte of each its PFN; then one checkpoint of deltas.
  public static let bytes = bytes(chunksOf: .max)

  /// The capture with COMPRESSED_DATA chunks of so many bytes at most, wherever that cuts a delta.
  public static func bytes(chunksOf length: Int) -> [UInt8] {
    var writer = LegacyStreamWriter(to: MemorySink())
    writer.writeHeader(LegacyStreamHeader(p2mSize: 16))
    writer.writePFNArray(pfns.map { PFNArrayEntry(pfn: $0) })
    for pfn in pfns {
      var page = [UInt8](repeating: 0, count: 4096)
      page[0] = UInt8(truncatingIfNeeded: pfn)
      writer.writeImage(page.span)
    }
    writer.writeMetadata(.enableCompression)
    endCheckpoint(&writer)
    writer.writePFNArray(pfns.map { PFNArrayEntry(pfn: $0) })
    var rest = deltas.flatMap { $0 }[...]
    while !rest.isEmpty {
      writer.writeCompressedData(Array(rest.prefix(length)).span)
      rest = rest.dropFirst(length)
    }
    endCheckpoint(&writer)
    return writer.sink.bytes
  }

  private static func endCheckpoint(_ writer: inout LegacyStreamWriter<MemorySink>) {
    writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    writer.endBody()
    writer.writeTail(
      LegacyHVMTail(
        ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [UInt8](repeating: 0, count: 64),
        deviceModel: .init(signature: .libxl, state: [UInt8](repeating: 0x51, count: 32))))
  }

  /// A run marker and its words, all of one byte.
  private static func run(of words: Int, _ byte: UInt8) -> [UInt8] {
    [UInt8(words)] + [UInt8](repeating: byte, count: 4 * words)
  }

  private static func skip(_ words: Int) -> [UInt8] { [0x80 | UInt8(words)] }
}
