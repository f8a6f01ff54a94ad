@_spi(Measuring) import SaveStream

/// A Remus capture of an HVM guest that sends page deltas of one byte for any PFNs in any order: nine bytes a send, the
/// most sends that a capture of its size can hold.
///
/// No sender writes PFNs beyond 28 bits, so that its framing has to be given: 64-bit toolstack, HVM.
struct DeltaStream {
  let path: String
  let pfns: [UInt64]

  /// Writes the file.
  func write() throws {
    let sink = try FileSink(path: path)
    var writer = LegacyStreamWriter(to: sink)
    try writer.writeHeader(LegacyStreamHeader(p2mSize: 1 << 52))
    try writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    try writer.writeMetadata(.enableCompression)
    try end(&writer)
    for first in stride(from: 0, to: pfns.count, by: 1024) {
      let batch = pfns[first..<min(first + 1024, pfns.count)]
      // Behind the writer's back, which knows PFNs of 28 bits.
      try put(UInt32(batch.count), to: sink)
      for pfn in batch { try put(pfn, to: sink) }
    }
    let deltas = [UInt8](repeating: 0, count: pfns.count)
    try writer.writeCompressedData(deltas.span)
    try writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    try end(&writer)
    try sink.flush()
  }

  private func end(_ writer: inout LegacyStreamWriter<FileSink>) throws {
    try writer.endBody()
    try writer.writeTail(
      LegacyHVMTail(
        ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: FormatACapture.hvmContext,
        deviceModel: LegacyHVMTail.DeviceModel(
          signature: .libxl, state: Array("QEVM".utf8) + [UInt8](repeating: 0, count: 60))))
  }

  private func put(_ number: some FixedWidthInteger, to sink: FileSink) throws {
    let bytes = withUnsafeBytes(of: number.littleEndian) { Array($0) }
    try sink.write(bytes.span)
  }
}
