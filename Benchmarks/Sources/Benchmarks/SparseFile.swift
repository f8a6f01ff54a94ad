import Glibc

/// A file that is written from its start to its end, with holes where nothing is written. It is closed with the value.
final class SparseFile {
  private let path: String
  private let file: Int32
  /// Bytes so far, holes included.
  private(set) var size = 0

  init(path: String) throws(BenchmarkError) {
    self.path = path
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(errno)))") }
  }

  deinit { close(file) }

  func put(_ bytes: some Collection<UInt8>) throws(BenchmarkError) {
    var written = 0
    let array = Array(bytes)
    while written < array.count {
      let count = array[written...].withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, off_t(size)) }
      guard count > 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(errno)))") }
      written += count
      size += count
    }
  }

  /// Leaves a hole.
  func skip(_ count: Int) { size += count }

  /// Page images of bytes by chance: so many of them.
  static func images(_ count: Int) -> [UInt8] {
    var random = RandomNumbers(seed: 1)
    let words = (0..<count * 4096 / 8).map { _ in random.next() }
    return words.withUnsafeBytes { Array($0) }
  }

  /// `value` in `bytes` bytes, little endian.
  static func number(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
