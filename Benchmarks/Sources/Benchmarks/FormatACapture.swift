/// A plain HVM capture of any size, as a 64-bit toolstack of Xen 4.5 writes it: one checkpoint, one iteration, format
/// A.
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
    let file = try SparseFile(path: path)
    try file.put(header)
    let images = isSparse ? [] : SparseFile.images(Self.batchPages)
    var first = 0
    while first < pages {
      let count = min(Self.batchPages, pages - first)
      try file.put(
        SparseFile.number(count, 4) + (first..<first + count).flatMap { SparseFile.number($0 * stride, 8) })
      if isSparse {
        file.skip(count * Self.pageBytes)
      } else {
        try file.put(images[..<(count * Self.pageBytes)])
      }
      first += count
    }
    try file.put(end)
    return file.size
  }

  private var header: [UInt8] {
    // p2m_size; TSC_INFO: mode, nanoseconds, kHz, incarnation.
    SparseFile.number(pages * stride, 8) + SparseFile.number(-7, 4) + SparseFile.number(0, 4)
      + SparseFile.number(123_456_789, 8)
      + SparseFile.number(2_000_000, 4) + SparseFile.number(1, 4)
  }

  private var end: [UInt8] {
    // VCPU_INFO of one vCPU, LAST_CHECKPOINT, end of body.
    let chunks =
      SparseFile.number(-2, 4) + SparseFile.number(0, 4) + SparseFile.number(1, 8) + SparseFile.number(-9, 4)
      + SparseFile.number(0, 4)
    let magicPFNs = (1...3).flatMap { SparseFile.number(pages - $0, 8) }
    let context = Self.hvmContext
    let record = Array("QEVM".utf8) + [UInt8](repeating: 0, count: 60)
    return chunks + magicPFNs + SparseFile.number(context.count, 4) + context + Array("DeviceModelRecord0002".utf8)
      + SparseFile.number(record.count, 4) + record
  }

  /// A HEADER record and an END record.
  static var hvmContext: [UInt8] {
    let fields = SparseFile.number(0x5438_1286, 4) + SparseFile.number(1, 4) + [UInt8](repeating: 0, count: 16)
    let header = SparseFile.number(1, 2) + SparseFile.number(0, 2) + SparseFile.number(fields.count, 4) + fields
    return header + SparseFile.number(0, 2) + SparseFile.number(0, 2) + SparseFile.number(0, 4)
  }
}
