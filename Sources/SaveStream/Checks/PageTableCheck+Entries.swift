/// What is wrong with the entries of a table.
extension PageTableCheck {
  /// Looks at a table that Xen validates, and notes the tables that it leads to.
  mutating func look(at place: Int) throws(CaptureError) {
    guard let table = try read(place) else { return }
    checkRange(of: table, isReached: true)
    for entry in table.entries where isGuests(entry, of: table, isTop: tables.isTop(at: place)) {
      if table.level == 1 { try checkMapping(entry, of: table) } else { try follow(entry, of: table) }
    }
  }

  /// Entries of frames that no guest PFN has. A legacy receiver leaves such a table as it is, and goes on unless Xen
  /// looks into it; or, of a guest of three levels, gives up once it comes to the tables of the first one.
  mutating func checkRange(of table: ReadTable, isReached: Bool) {
    findingsOfTable = 0
    let isFatal = isModern || isReached || levels == 3 && table.level == 1
    for entry in table.entries where entry.pfn >= memory.index.pfnEnd {
      report(
        .pageTableFrameRange, isFatal ? .error : .warning, at: table.offset(of: entry), pfn: entry.pfn,
        named(entry, table, .beyond))
    }
  }

  /// Whether an entry is the guest's, and not one that Xen makes anew or a sender has blotted out.
  private func isGuests(_ entry: ReadTable.Entry, of table: ReadTable, isTop: Bool) -> Bool {
    guard entry.pfn < memory.index.pfnEnd else { return false }
    switch (levels, table.level) {
    case (4, 4): return !Self.xenSlots.contains(entry.place)
    case (3, 3): return entry.place < Self.topLevelEntries
    // A 64-bit toolstack makes PFN 0 of the compatibility table of machine frames (`canonicalize_pagetable`).
    case (3, 2): return entry.pfn != 0 && !(isTop && entry.place >= Self.firstXenSlotOf32Bit)
    default: return true
    }
  }

  /// Xen's entries of a fourth-level table.
  private static let xenSlots = 256..<272
  private static let topLevelEntries = 4
  /// From 0xf5800000 on, in the last of four second-level tables.
  private static let firstXenSlotOf32Bit = 428

  // MARK: The first level

  /// Looks whether the entry lets the guest write to a page table.
  private mutating func checkMapping(_ entry: ReadTable.Entry, of table: ReadTable) throws(CaptureError) {
    if entry.isWritable, keeps(.pageTableWritable), reached.contains(entry.pfn) {
      let type = try memory.type(of: entry.pfn, at: checkpoint) ?? .ordinary
      report(.pageTableWritable, at: table.offset(of: entry), pfn: entry.pfn, named(entry, table, FoundFrame(type)))
    }
    _ = try isMissing(entry.pfn)
  }

  /// Whether a page is not there. A receiver gives it a frame, as an entry leads to it: a sender leaves out what it
  /// cannot map, and no receiver minds.
  private mutating func isMissing(_ pfn: UInt64) throws(CaptureError) -> Bool {
    if allocated.contains(pfn) { return true }
    guard !present.contains(pfn), try memory.type(of: pfn, at: checkpoint) == nil else { return false }
    allocated.insert(pfn)
    return true
  }

  // MARK: Upper levels

  /// Goes to the table that an entry leads to; reports it where that is none, or not of the level below.
  private mutating func follow(_ entry: ReadTable.Entry, of table: ReadTable) throws(CaptureError) {
    // No sender lets large pages of a PV guest through.
    guard !entry.isLarge else { return }
    if let place = tables.place(of: entry.pfn) {
      let level = tables.level(at: place)
      if level == table.level - 1 {
        return reach(place, isTop: levels == 3 && level == 2 && entry.place == 3)
      }
      // A table may lead to one of its own level, for a linear view of all, if not writable.
      guard keeps(.pageTableLevel) else { return }
      if try level == table.level ? entry.isWritable : isFilledStranger(place) {
        reportLevel(entry, table, tables.type(at: place))
      }
    } else if try isMissing(entry.pfn) {
      report(.pageTableMissing, at: table.offset(of: entry), pfn: entry.pfn, named(entry, table, .absent))
    } else {
      try followToStranger(entry, of: table)
    }
  }

  /// Whether a table that stands where one of another level should has entries.
  private mutating func isFilledStranger(_ place: Int) throws(CaptureError) -> Bool {
    guard mayReadStranger(), let table = try read(place) else { return false }
    return !table.entries.isEmpty
  }

  /// An entry leads to a page that the stream calls no table. Xen takes it for an empty one where nothing in it looks
  /// like an entry that is present: then the guest must not write to it.
  private mutating func followToStranger(_ entry: ReadTable.Entry, of table: ReadTable) throws(CaptureError) {
    guard !tables.isOverfull, mayReadStranger(), let page = try memory.page(pfn: entry.pfn, at: checkpoint),
      page.doubt == nil
    else { return }
    if ReadTable.entries(of: page.bytes.span).isEmpty {
      reached.insert(entry.pfn)
    } else {
      reportLevel(entry, table, page.type)
    }
  }

  private mutating func reportLevel(_ entry: ReadTable.Entry, _ table: ReadTable, _ type: PageType) {
    report(.pageTableLevel, at: table.offset(of: entry), pfn: entry.pfn, named(entry, table, FoundFrame(type)))
  }

  private func named(_ entry: ReadTable.Entry, _ table: ReadTable, _ found: FoundFrame) -> TableEntry {
    TableEntry(entry.place, level: table.level, table: table.pfn, found: found, isModern: isModern)
  }
}
