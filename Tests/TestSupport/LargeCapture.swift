import Glibc
@_spi(Measuring) import SaveStream

/// A Remus capture of an HVM guest with two checkpoints and many pages, all of zeros: they take no room on the disk,
/// and what is written of them takes long enough to be interrupted.
public enum LargeCapture {
  /// Writes one.
  public static func write(pages: Int, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FixtureFile.Failure(description: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var writer = LegacyStreamWriter(to: HoleSink(descriptor: descriptor))
    try writer.writeHeader(LegacyStreamHeader(p2mSize: UInt64(pages)))
    let batch = LegacyStreamWriter<HoleSink>.maximumBatchCount
    for first in stride(from: 0, to: pages, by: batch) { try send(first..<min(first + batch, pages), to: &writer) }
    try endCheckpoint(&writer)
    try send(0..<1, to: &writer)
    try endCheckpoint(&writer)
  }

  private static func send(_ pfns: Range<Int>, to writer: inout LegacyStreamWriter<HoleSink>) throws {
    try writer.writePFNArray(pfns.map { PFNArrayEntry(pfn: UInt64($0)) })
    for _ in pfns { try writer.writeImage(HoleSink.zeros.span) }
  }

  private static func endCheckpoint(_ writer: inout LegacyStreamWriter<HoleSink>) throws {
    try writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    try writer.endBody()
    try writer.writeTail(
      LegacyHVMTail(
        ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [UInt8](repeating: 0, count: 64),
        deviceModel: .init(signature: .libxl, state: [UInt8](repeating: 0x51, count: 32))))
  }
}

/// A file in which a page of zeros is a hole.
private struct HoleSink: ByteSink {
  static let zeros = [UInt8](repeating: 0, count: pageSize)

  let descriptor: Int32

  mutating func write(_ bytes: Span<UInt8>) throws(FixtureFile.Failure) {
    let isDone = bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return true }
      let isHole = bytes.count == pageSize && memcmp(start, Self.zeros, pageSize) == 0
      return isHole
        ? lseek(descriptor, bytes.count, SEEK_CUR) >= 0
        : Glibc.write(descriptor, start, bytes.count) == bytes.count
    }
    guard isDone else { throw FixtureFile.Failure(description: String(cString: strerror(errno))) }
  }
}
