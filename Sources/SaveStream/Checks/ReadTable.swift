/// A page table as it was read: its present entries.
struct ReadTable {
  struct Entry {
    let place: Int
    let word: UInt64

    var pfn: UInt64 { PageTableFormat.pfn(of: word) ?? 0 }
    var isWritable: Bool { word & 2 != 0 }
    /// Whether it maps a large page, above the first level.
    var isLarge: Bool { word & 0x80 != 0 }
  }

  let pfn: UInt64
  let level: Int
  /// The file offset of its content.
  let offset: UInt64
  /// Whether the content is an image of the page, so that each entry has a file offset of its own.
  let isImage: Bool
  let entries: [Entry]

  init(pfn: UInt64, level: Int, offset: UInt64, isImage: Bool, _ entries: [Entry]) {
    self.pfn = pfn
    self.level = level
    self.offset = offset
    self.isImage = isImage
    self.entries = entries
  }

  /// The present entries of a page.
  static func entries(of bytes: Span<UInt8>) -> [Entry] {
    var entries: [Entry] = []
    for place in 0..<bytes.count / 8 {
      let word = bytes.word(at: place * 8, bytes: 8)
      if word & 1 == 1 { entries.append(Entry(place: place, word: word)) }
    }
    return entries
  }

  /// The file offset of an entry; that of the content where it has none of its own.
  func offset(of entry: Entry) -> UInt64 { isImage ? offset &+ UInt64(entry.place * 8) : offset }
}
