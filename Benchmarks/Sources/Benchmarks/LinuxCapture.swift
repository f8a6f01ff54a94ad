/// A v3 capture of a guest whose kernel is a made-up Linux: its description, its page tables, and a description of each
/// of its frames (`struct page`). All other pages are holes in the file.
///
/// ```
/// PFN 1       description (VMCOREINFO)          PFN 2…5    tables of the kernel's image: it begins with PFN 0
/// PFN 6, 7    tables of the frames' descriptions, by pages of 2 MiB
/// PFN 8, 9    sections of memory                from PFN 0x1000 on   descriptions, 64 for a page
/// ```
struct LinuxCapture {
  let path: String
  /// Page frames of the guest, a multiple of those of a section.
  let frames: Int

  private static let imageBase: UInt64 = 0xffff_ffff_8000_0000
  private static let frameMap: UInt64 = 0xffff_ea00_0000_0000
  private static let firstDescription = 0x1000
  private static let pageBytes = 4096
  private static let framesOfSection = 1 << 15
  /// Present, writable, accessed, dirty; and a large page.
  private static let entryFlags: UInt64 = 0x63
  private static let largePage: UInt64 = 0x80

  /// Writes the file.
  func write() throws {
    _ = try MigrationCapture(path: path, pages: frames, isSparse: true, contents: contents).write()
  }

  /// The content of a page; nil for one that is a hole.
  private func contents(of pfn: Int) -> [UInt8]? {
    switch pfn {
    case 1: return Self.padded(Array(description.utf8))
    case 2: return Self.table([511: 3, 468: 6])
    case 3: return Self.table([510: 4])
    case 4: return Self.table([0: 5])
    case 5: return Self.words((0..<512).map { UInt64($0) << 12 | Self.entryFlags })
    case 6: return Self.table([0: 7])
    case 7:
      let largePages = (descriptionPages + 511) / 512
      return Self.words(
        (0..<512).map { place in
          place < largePages
            ? UInt64(Self.firstDescription + place * 512) << 12 | Self.entryFlags | Self.largePage : 0
        })
    case 8: return Self.words([Self.imageBase + 9 << 12])
    case 9:
      let section = [Self.frameMap | 3, 0, 0, 0]
      return Self.words((0..<frames / Self.framesOfSection).flatMap { _ in section })
    case Self.firstDescription..<Self.firstDescription + descriptionPages:
      return Self.descriptions
    default: return nil
    }
  }

  private var descriptionPages: Int { frames / 64 }

  private var description: String {
    let symbol = { (pfn: UInt64) in String(Self.imageBase + pfn << 12, radix: 16) }
    return """
      OSRELEASE=6.1.0-benchmark
      SYMBOL(swapper_pg_dir)=\(symbol(2))
      SYMBOL(mem_section)=\(symbol(8))
      NUMBER(phys_base)=0
      LENGTH(mem_section)=1
      SIZE(mem_section)=32
      OFFSET(mem_section.section_mem_map)=0
      NUMBER(SECTION_SIZE_BITS)=27
      SIZE(page)=64
      OFFSET(page.flags)=0
      OFFSET(page.compound_head)=8
      OFFSET(page.mapping)=24
      OFFSET(page.private)=40
      OFFSET(page._mapcount)=48
      NUMBER(PG_lru)=4
      NUMBER(PG_slab)=9
      NUMBER(PAGE_BUDDY_MAPCOUNT_VALUE)=-129

      """
  }

  /// 64 frames: a free block of 16, and by turns slab, anonymous, cache and the kernel's own.
  private static let descriptions: [UInt8] = words(
    (0..<64).flatMap { frame -> [UInt64] in
      let isFree = frame == 0
      let flags: UInt64 = frame < 16 ? 0 : [1 << 9, 1 << 4, 1 << 4, 0][frame % 4]
      let mapping: UInt64 = frame >= 16 && frame % 4 == 1 ? 0xffff_8880_0000_1001 : 0
      let count = UInt64(UInt32(bitPattern: isFree ? -129 : -1))
      return [flags, 0, 0, mapping, 0, isFree ? 4 : 0, count, 0]
    })

  // MARK: Pages

  private static func table(_ entries: [Int: UInt64]) -> [UInt8] {
    words((0..<512).map { place in entries[place].map { $0 << 12 | entryFlags } ?? 0 })
  }

  private static func words(_ words: [UInt64]) -> [UInt8] {
    padded(words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } })
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: pageBytes - bytes.count)
  }
}
