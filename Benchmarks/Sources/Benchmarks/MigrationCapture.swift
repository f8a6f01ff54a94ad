@_spi(Measuring) import SaveStream

/// A v3 capture of an HVM guest of any size, as libxc of Xen 4.17 writes it: saved once, or with checkpoints of a few
/// pages.
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
  /// The content of single pages of a sparse capture, nil for a hole; where there is none all are holes.
  var contents: ((Int) -> [UInt8]?)?

  private static let recordPages = 1024
  private static let pageBytes = 4096

  /// Writes the file and returns its size in bytes.
  func write() throws -> Int {
    let file = try SparseFile(path: path)
    try file.put(Self.header + Self.record(0x10))
    let images = isSparse ? [] : SparseFile.images(Self.recordPages)
    for first in stride(from: 0, to: pages, by: Self.recordPages) {
      try putPages(first..<min(first + Self.recordPages, pages), images, to: file)
    }
    let context = Self.record(9, FormatACapture.hvmContext)
    for number in 0..<checkpoints {
      try file.put(context + Self.record(0xe))
      let first = number * pagesOfCheckpoint % max(1, pages - pagesOfCheckpoint)
      try putPages(first..<first + pagesOfCheckpoint, images, to: file)
    }
    try file.put(context + Self.record(checkpoints == 0 ? 0 : 0xe))
    return file.size
  }

  private func putPages(_ pfns: Range<Int>, _ images: [UInt8], to file: SparseFile) throws {
    let length = 8 + pfns.count * (8 + Self.pageBytes)
    let words = pfns.flatMap { SparseFile.number($0, 8) }
    try file.put(
      SparseFile.number(1, 4) + SparseFile.number(length, 4) + SparseFile.number(pfns.count, 4)
        + SparseFile.number(0, 4) + words)
    if let contents, isSparse {
      for pfn in pfns {
        if let page = contents(pfn) { try file.put(page) } else { file.skip(Self.pageBytes) }
      }
    } else if isSparse {
      file.skip(pfns.count * Self.pageBytes)
    } else {
      try file.put(images[..<(pfns.count * Self.pageBytes)])
    }
  }

  /// The image header of version 3, little endian, and the domain header of an HVM guest of Xen 4.17.
  private static let header: [UInt8] =
    [UInt8](repeating: 0xff, count: 8) + Array("XENF".utf8) + [0, 0, 0, 3] + [UInt8](repeating: 0, count: 8)
    + SparseFile.number(2, 4) + SparseFile.number(12, 4) + SparseFile.number(4, 4) + SparseFile.number(17, 4)

  private static func record(_ type: Int, _ body: [UInt8] = []) -> [UInt8] {
    SparseFile.number(type, 4) + SparseFile.number(body.count, 4) + body
      + [UInt8](repeating: 0, count: (8 - body.count % 8) % 8)
  }
}
