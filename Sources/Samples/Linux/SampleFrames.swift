/// A made-up kernel's descriptions of its page frames (`struct page`, 64 bytes each), and the table of sections that
/// leads to them (`mem_section`).
package struct SampleFrames: Sendable {
  /// What a frame is used for, as its description is to say.
  package enum Use: Sendable {
    /// This frame and those behind it, 2^order in all, are free.
    case free(order: UInt64)
    /// The frame is a part of the larger one that this frame begins.
    case part(of: UInt64)
    /// Small objects of the kernel; `isLarge` for a frame that others are parts of.
    case slab(isLarge: Bool)
    case anonymous
    case cache
    case cachePrivate
    case offline
    case kernel
  }

  /// The place of frame 0's description.
  private let place: UInt64
  /// Its address.
  private let map: UInt64

  /// Bytes of a description.
  package static let size: UInt64 = 64
  /// Roots of the table of sections: room for 1 TiB of memory.
  private static let rootCount = 64

  /// The lines by which a kernel tells where all this is.
  package static let description = [
    "LENGTH(mem_section)=\(rootCount)", "SIZE(mem_section)=32", "OFFSET(mem_section.section_mem_map)=0",
    "NUMBER(SECTION_SIZE_BITS)=27", "SIZE(page)=\(size)", "OFFSET(page.flags)=0", "OFFSET(page.mapping)=24",
    "OFFSET(page._mapcount)=48", "OFFSET(page.private)=40", "OFFSET(page.compound_head)=8", "NUMBER(PG_lru)=4",
    "NUMBER(PG_slab)=9", "NUMBER(PG_swapcache)=10", "NUMBER(PG_private)=13", "NUMBER(PG_head_mask)=65536",
    "NUMBER(PAGE_BUDDY_MAPCOUNT_VALUE)=-129", "NUMBER(PAGE_OFFLINE_MAPCOUNT_VALUE)=-257",
  ]

  /// Describes where the descriptions of the first section's frames are.
  /// - Parameters:
  ///   - place: that of frame 0's description, and `map` its address.
  ///   - roots: the place of the table's roots, and `sections` that of the page they lead to.
  ///   - direct: what to add to a place for its address in the area that maps all memory.
  package init(
    in kernel: inout SampleKernel, at place: UInt64, map: UInt64, roots: UInt64, sections: UInt64, direct: UInt64
  ) {
    self.place = place
    self.map = map
    for line in Self.description { kernel.describe(line) }
    kernel.name("mem_section", address: direct + roots)
    kernel.put(direct + sections, at: roots)
    // Bit 1: there is a map. Bit 0: the section is present.
    kernel.put(map | 3, at: sections)
  }

  /// Writes the description of a frame.
  package func put(_ use: Use, of pfn: UInt64, in kernel: inout SampleKernel) {
    var (flags, head, mapping, privateData, mapCount, references) = (
      UInt64(0), UInt64(0), UInt64(0), UInt64(0), Int32(-1), UInt64(1)
    )
    switch use {
    case .free(let order): (privateData, mapCount, references) = (order, -129, 0)
    case .part(let first): (head, references) = (map + first * Self.size + 1, 0)
    case .slab(let isLarge): flags = 1 << 9 | (isLarge ? 1 << 16 : 0)
    case .anonymous: (flags, mapping, mapCount) = (1 << 4 | 1 << 19, Self.mapping | 1, 0)
    case .cache: (flags, mapping, references) = (1 << 4, Self.mapping, 2)
    case .cachePrivate: (flags, mapping, references) = (1 << 4 | 1 << 13, Self.mapping, 3)
    case .offline: mapCount = -257
    case .kernel: break
    }
    let description = place + pfn * Self.size
    for (offset, number) in [(UInt64(0), flags), (8, head), (24, mapping), (40, privateData)] {
      kernel.put(number, at: description + offset)
    }
    kernel.put(UInt64(UInt32(bitPattern: mapCount)), at: description + 48, bytes: 4)
    kernel.put(references, at: description + 52, bytes: 4)
  }

  /// Where a frame's file, or the processes that have it, would be described.
  private static let mapping: UInt64 = 0xffff_8880_0002_d800
}
