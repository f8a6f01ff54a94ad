import Glibc
@_spi(Measuring) import SaveStream

/// A v3 capture of an HVM guest of any size, as libxc of Xen 4.17 writes it: saved once, or with checkpoints of a few pages.
///
/// ```
/// headers | STATIC_DATA_END | PAGE_DATA… | HVM_CONTEXT | CHECKPOINT or END | …
/// ```
struct MigrationCapture {
  let path: String
  /// Pages of guest memory, all sent at checkpoint 0.
  let pages: Int
  /// Whether page images are holes in the file instead of written bytes.
  let isSparse: Bool
  /// Checkpoints behind the first.
  var checkpoints = 0
  /// Pages of each of these.
  var pagesOfCheckpoint = 16

  private static let recordPages = 1024
  private static let pageBytes = 4096

  /// Writes the file and returns its size in bytes.
  func write() throws -> Int {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    var offset = 0
    try put(Self.header + Self.record(0x10), to: file, at: &offset)
    var images = [UInt8]()
    if !isSparse {
      var random = RandomNumbers(seed: 1)
      let words = (0..<Self.recordPages * Self.pageBytes / 8).map { _ in random.next() }
      images = words.withUnsafeBytes { Array($0) }
    }
    for first in stride(from: 0, to: pages, by: Self.recordPages) {
      try putPages(first..<min(first + Self.recordPages, pages), images, to: file, at: &offset)
    }
    let context = Self.record(9, FormatACapture.hvmContext)
    for number in 0..<checkpoints {
      try put(context + Self.record(0xe), to: file, at: &offset)
      let first = number * pagesOfCheckpoint % max(1, pages - pagesOfCheckpoint)
      try putPages(first..<first + pagesOfCheckpoint, images, to: file, at: &offset)
    }
    try put(context + Self.record(checkpoints == 0 ? 0 : 0xe), to: file, at: &offset)
    return offset
  }

  private func putPages(_ pfns: Range<Int>, _ images: [UInt8], to file: Int32, at offset: inout Int) throws {
    let length = 8 + pfns.count * (8 + Self.pageBytes)
    let words = pfns.flatMap { Self.number($0, 8) }
    try put(
      Self.number(1, 4) + Self.number(length, 4) + Self.number(pfns.count, 4) + Self.number(0, 4) + words, to: file,
      at: &offset)
    if isSparse {
      offset += pfns.count * Self.pageBytes
    } else {
      try put(images[..<(pfns.count * Self.pageBytes)], to: file, at: &offset)
    }
  }

  /// The image header of version 3, little endian, and the domain header of an HVM guest of Xen 4.17.
  private static let header: [UInt8] =
    [UInt8](repeating: 0xff, count: 8) + Array("XENF".utf8) + [0, 0, 0, 3] + [UInt8](repeating: 0, count: 8)
    + number(2, 4) + number(12, 4) + number(4, 4) + number(17, 4)

  private static func record(_ type: Int, _ body: [UInt8] = []) -> [UInt8] {
    number(type, 4) + number(body.count, 4) + body + [UInt8](repeating: 0, count: (8 - body.count % 8) % 8)
  }

  /// `value` in `bytes` bytes, little endian.
  private static func number(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private func put(_ bytes: some Collection<UInt8>, to file: Int32, at offset: inout Int) throws {
    var written = 0
    let array = Array(bytes)
    while written < array.count {
      let count = array[written...].withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, off_t(offset)) }
      guard count > 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(errno)))") }
      written += count
      offset += count
    }
  }
}
