import Glibc

/// A plain HVM capture of any size, as a 64-bit toolstack of Xen 4.5 writes it: one checkpoint, one iteration, format A.
///
/// ```
/// p2m_size | TSC_INFO | { count  PFNs  page images }… | VCPU_INFO | LAST_CHECKPOINT | 0 | HVM tail
/// ```
struct FormatACapture {
  let path: String
  /// Pages of guest memory, all sent once.
  let pages: Int
  /// Whether page images are holes in the file instead of written bytes.
  let isSparse: Bool
  /// How far apart the PFNs are.
  var stride = 1

  private static let batchPages = 1024
  private static let pageBytes = 4096

  /// Writes the file and returns its size in bytes.
  func write() throws -> Int {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    var offset = 0
    try put(header, to: file, at: &offset)
    var images = [UInt8]()
    if !isSparse {
      var random = RandomNumbers(seed: 1)
      let words = (0..<Self.batchPages * Self.pageBytes / 8).map { _ in random.next() }
      images = words.withUnsafeBytes { Array($0) }
    }
    var first = 0
    while first < pages {
      let count = min(Self.batchPages, pages - first)
      try put(
        Self.number(count, 4) + (first..<first + count).flatMap { Self.number($0 * stride, 8) }, to: file, at: &offset)
      if isSparse {
        offset += count * Self.pageBytes
      } else {
        try put(images[..<(count * Self.pageBytes)], to: file, at: &offset)
      }
      first += count
    }
    try put(end, to: file, at: &offset)
    return offset
  }

  private var header: [UInt8] {
    // p2m_size; TSC_INFO: mode, nanoseconds, kHz, incarnation.
    Self.number(pages * stride, 8) + Self.number(-7, 4) + Self.number(0, 4) + Self.number(123_456_789, 8)
      + Self.number(2_000_000, 4) + Self.number(1, 4)
  }

  private var end: [UInt8] {
    // VCPU_INFO of one vCPU, LAST_CHECKPOINT, end of body.
    let chunks = Self.number(-2, 4) + Self.number(0, 4) + Self.number(1, 8) + Self.number(-9, 4) + Self.number(0, 4)
    let magicPFNs = (1...3).flatMap { Self.number(pages - $0, 8) }
    let context = Self.hvmContext
    let record = Array("QEVM".utf8) + [UInt8](repeating: 0, count: 60)
    return chunks + magicPFNs + Self.number(context.count, 4) + context + Array("DeviceModelRecord0002".utf8)
      + Self.number(record.count, 4) + record
  }

  /// A HEADER record and an END record.
  static var hvmContext: [UInt8] {
    let fields = number(0x5438_1286, 4) + number(1, 4) + [UInt8](repeating: 0, count: 16)
    let header = number(1, 2) + number(0, 2) + number(fields.count, 4) + fields
    return header + number(0, 2) + number(0, 2) + number(0, 4)
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
