@_spi(Measuring) import SaveStream

/// A capture of an HVM guest that has pages at a few PFNs only.
public enum SparseCapture {
  /// One image that sends a page for each of some ascending PFNs.
  public static func bytes(pfns: [UInt64]) -> [UInt8] {
    var writer = LegacyStreamWriter(to: MemorySink())
    writer.writeHeader(LegacyStreamHeader(p2mSize: ((pfns.last ?? 0) | 0x3f) + 1))
    writer.writePFNArray(pfns.map { PFNArrayEntry(pfn: $0) })
    let page = [UInt8](repeating: 0x5a, count: 4096)
    for _ in pfns { writer.writeImage(page.span) }
    writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    writer.endBody()
    writer.writeTail(
      LegacyHVMTail(
        ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [UInt8](repeating: 0, count: 64),
        deviceModel: .init(signature: .libxl, state: [UInt8](repeating: 0x51, count: 32))))
    return writer.sink.bytes
  }
}
