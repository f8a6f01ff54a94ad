/// What the made-up guest says of its page frames.
extension SmallKernel {
  /// What a frame is used for.
  public enum Use: Sendable {
    case free, slab, anonymous
  }

  /// Frames that are described.
  public static let describedFrames: UInt64 = 64

  /// Puts descriptions of the first frames into memory, from 0x1e000 on: what they are used for, those that are not named as
  /// the kernel's own.
  public mutating func putFrames(_ uses: [UInt64: Use]) {
    for line in [
      "LENGTH(mem_section)=4096", "SIZE(mem_section)=32", "OFFSET(mem_section.section_mem_map)=0",
      "NUMBER(SECTION_SIZE_BITS)=27", "SIZE(page)=64", "OFFSET(page.flags)=0", "OFFSET(page.mapping)=24",
      "OFFSET(page._mapcount)=48", "OFFSET(page.private)=40", "OFFSET(page.compound_head)=8", "NUMBER(PG_slab)=9",
      "NUMBER(PAGE_BUDDY_MAPCOUNT_VALUE)=-129",
    ] {
      describe(line)
    }
    name("mem_section", at: 0x1e000)
    put(addressOf: 0x1f000, at: 0x1e000)
    put(Self.base + 0x20000 | 2, at: 0x1f000)
    for pfn in 0..<Self.describedFrames {
      let place = 0x20000 + pfn * 64
      put(0xffff_ffff, at: place + 48, bytes: 4)
      switch uses[pfn] {
      case .free: put(0xffff_ff7f, at: place + 48, bytes: 4)
      case .slab: put(1 << 9, at: place)
      case .anonymous: put(1, at: place + 24)
      case nil: break
      }
    }
  }
}
