@_spi(Measuring) import SaveStream

/// The page tables of a made-up PV guest: a kernel that sees all memory, and one process.
///
/// In a 64-bit guest the kernel's L4 leads to the image of the kernel (slot 511), to all memory in a row (slot 272)
/// and to the process (slot 0); the process has an L4 of its own, for the time it runs in user mode. A 32-bit guest
/// has two L3, of the kernel and of the process, each with its own L2 for the topmost GiB, as Xen demands.
struct SamplePVPageTables: Sendable {
  let guest: WordSize

  /// The root that cr3 points to.
  var root: Int { guest == .bits64 ? 0x18 : 0x1d }
  /// The root for user mode, which only a 64-bit guest has.
  var userRoot: Int? { guest == .bits64 ? 0x1d : nil }

  private static let kernelL1 = 0x1c
  private static let userL1 = 0x20

  /// The first slot of the L1 that maps the process: the one for 0x400000, or for 0x8048000.
  private var firstUserSlot: Int { guest == .bits64 ? 0 : 0x48 }
  /// The slot of the L1 that maps the heap of the process.
  private var heapSlot: Int { firstUserSlot + 16 }

  /// Lays all tables into memory.
  func place(in memory: inout SampleMemory) {
    switch guest {
    case .bits64: placeUpperLevels64(in: &memory)
    case .bits32: placeUpperLevels32(in: &memory)
    }
    memory.setTable(Self.kernelL1, type: PageType(rawValue: 1), entries: kernelEntries(memory))
    memory.setTable(Self.userL1, type: PageType(rawValue: 1), entries: userEntries())
  }

  // MARK: A table that comes and goes

  /// Makes an L1 of the loaned page: it maps the data of the process once more, 2 MiB behind the other one. The kernel
  /// may only read it from then on.
  func placeLoaned(in memory: inout SampleMemory) {
    var entries: [Int: UInt64] = [:]
    for (slot, pfn) in SamplePVLayout.userData.enumerated() {
      entries[slot] = PageTableEntry.entry(pfn, PageTableEntry.data | PageTableEntry.user)
    }
    memory.setTable(SamplePVLayout.loaned, type: PageType(rawValue: 1), entries: entries)
    memory.write(
      PageTableEntry.entry(SamplePVLayout.loaned, PageTableEntry.table), to: userL2.pfn, at: 8 * (userL2.slot + 1))
    setKernelEntry(of: SamplePVLayout.loaned, in: &memory, isTable: true)
  }

  /// Takes the loaned page out of the tables again.
  func removeLoaned(in memory: inout SampleMemory) {
    memory.releaseTable(SamplePVLayout.loaned)
    memory.write(UInt64(0), to: userL2.pfn, at: 8 * (userL2.slot + 1))
    setKernelEntry(of: SamplePVLayout.loaned, in: &memory, isTable: false)
  }

  /// The L2 that leads to the L1 of the process, and by which slot.
  private var userL2: (pfn: Int, slot: Int) { guest == .bits64 ? (0x1f, 2) : (0x1e, 64) }

  private func setKernelEntry(of pfn: Int, in memory: inout SampleMemory, isTable: Bool) {
    let ring = guest == .bits64 ? PageTableEntry.user : 0
    let flags = (isTable ? PageTableEntry.readOnly : PageTableEntry.data) | ring
    memory.write(PageTableEntry.entry(pfn, flags), to: Self.kernelL1, at: 8 * pfn)
  }

  // MARK: Upper levels

  /// The topmost level pinned, all others by their level.
  private func placeUpperLevels64(in memory: inout SampleMemory) {
    let pinnedL4 = PageType(rawValue: 0xc)
    let l3 = PageType(rawValue: 3)
    let l2 = PageType(rawValue: 2)
    let table = PageTableEntry.table
    memory.setTable(
      0x18, type: pinnedL4,
      entries: [
        0: PageTableEntry.entry(0x1e, table), 272: PageTableEntry.entry(0x1a, table),
        511: PageTableEntry.entry(0x19, table),
      ])
    memory.setTable(0x1d, type: pinnedL4, entries: [0: PageTableEntry.entry(0x1e, table)])
    memory.setTable(0x19, type: l3, entries: [510: PageTableEntry.entry(0x1b, table)])
    memory.setTable(0x1a, type: l3, entries: [0: PageTableEntry.entry(0x21, table)])
    memory.setTable(0x1b, type: l2, entries: [8: PageTableEntry.entry(Self.kernelL1, table)])
    memory.setTable(0x21, type: l2, entries: [0: PageTableEntry.entry(Self.kernelL1, table)])
    memory.setTable(0x1e, type: l3, entries: [0: PageTableEntry.entry(0x1f, table)])
    memory.setTable(0x1f, type: l2, entries: [2: PageTableEntry.entry(Self.userL1, table)])
  }

  /// Entries of a PAE L3 travel without their writable, user and accessed bits.
  private func placeUpperLevels32(in memory: inout SampleMemory) {
    let pinnedL3 = PageType(rawValue: 0xb)
    let l2 = PageType(rawValue: 2)
    let top = PageTableEntry.present
    let table = PageTableEntry.table
    memory.setTable(0x18, type: pinnedL3, entries: [3: PageTableEntry.entry(0x19, top)])
    memory.setTable(
      0x1d, type: pinnedL3, entries: [0: PageTableEntry.entry(0x1e, top), 3: PageTableEntry.entry(0x1f, top)])
    for kernelL2 in [0x19, 0x1f] {
      memory.setTable(kernelL2, type: l2, entries: [8: PageTableEntry.entry(Self.kernelL1, table)])
    }
    memory.setTable(0x1e, type: l2, entries: [64: PageTableEntry.entry(Self.userL1, table)])
  }

  /// The PFNs that are page tables.
  private var tables: [Int] {
    guest == .bits64 ? Array(0x18...0x21) : [0x18, 0x19, 0x1c, 0x1d, 0x1e, 0x1f, 0x20]
  }

  /// Every page at the slot of its PFN; tables and descriptors may only be read.
  private func kernelEntries(_ memory: SampleMemory) -> [Int: UInt64] {
    var entries: [Int: UInt64] = [:]
    for pfn in memory.populated {
      entries[pfn] = PageTableEntry.entry(pfn, flags(of: pfn))
    }
    return entries
  }

  private func flags(of pfn: Int) -> UInt64 {
    // The kernel of a 64-bit PV guest runs in ring 3, so Xen lets it keep the user bit.
    let ring = guest == .bits64 ? PageTableEntry.user : 0
    if tables.contains(pfn) || SamplePVLayout.descriptors.contains(pfn) { return PageTableEntry.readOnly | ring }
    if pfn == SamplePVLayout.hypercallPage || SamplePVLayout.kernelCode.contains(pfn) {
      return PageTableEntry.code | ring
    }
    return PageTableEntry.data | ring
  }

  /// The process: code, data, a heap, and two pages that were swapped out.
  private func userEntries() -> [Int: UInt64] {
    var entries = [
      firstUserSlot: PageTableEntry.entry(SamplePVLayout.userCode, PageTableEntry.code | PageTableEntry.user)
    ]
    for (position, pfn) in SamplePVLayout.userData.enumerated() {
      entries[heapSlot + position] = PageTableEntry.entry(pfn, PageTableEntry.data | PageTableEntry.user)
    }
    entries[heapSlot + 4] = PageTableEntry.swapped(slot: 17)
    entries[heapSlot + 5] = PageTableEntry.swapped(slot: 18)
    return entries
  }
}
