@_spi(Measuring) import SaveStream

/// A compressed Remus capture with more page rows than are looked at in one go: a page image, and 150,000 empty deltas.
/// The row at each position has that position as its PFN.
enum ManyPagesCapture {
  static let rowCount = 150_001

  static let bytes: [UInt8] = {
    var writer = LegacyStreamWriter(to: MemorySink())
    writer.writeHeader(LegacyStreamHeader(p2mSize: 1 << 20))
    writer.writePFNArray([PFNArrayEntry(pfn: 0)])
    let page = [UInt8](repeating: 1, count: 4096)
    writer.writeImage(page.span)
    writer.writeMetadata(.enableCompression)
    endCheckpoint(&writer)
    let pfns = Array(UInt64(1)..<UInt64(rowCount))
    for first in stride(from: 0, to: pfns.count, by: 1024) {
      writer.writePFNArray(pfns[first..<min(first + 1024, pfns.count)].map { PFNArrayEntry(pfn: $0) })
    }
    let deltas = [UInt8](repeating: 0, count: pfns.count)
    writer.writeCompressedData(deltas.span)
    endCheckpoint(&writer)
    return writer.sink.bytes
  }()

  private static func endCheckpoint(_ writer: inout LegacyStreamWriter<MemorySink>) {
    writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    writer.endBody()
    writer.writeTail(
      LegacyHVMTail(
        ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [1, 2, 3],
        deviceModel: .init(signature: .libxl, state: [4])))
  }
}
