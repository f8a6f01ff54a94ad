import Glibc
@_spi(Measuring) import SaveStream

/// A sink that collects what a writer makes in a buffer, and writes a file. The file is closed with the sink.
final class FileSink: ByteSink {
  private let path: String
  private let file: Int32
  private var buffer: [UInt8] = []
  private static let bufferBytes = 1 << 20

  init(path: String) throws(BenchmarkError) {
    self.path = path
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(errno)))") }
    buffer.reserveCapacity(2 * Self.bufferBytes)
  }

  deinit { close(file) }

  func write(_ bytes: Span<UInt8>) throws(BenchmarkError) {
    bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// Writes what has been collected. To be called at the end.
  func flush() throws(BenchmarkError) {
    var written = 0
    while written < buffer.count {
      let count = buffer[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(errno)))") }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
