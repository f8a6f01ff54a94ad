/// Looks into the page tables of a PV guest as a receiver does that puts frames in the place of PFNs, and as Xen does
/// that validates those which are pinned or a vCPU runs on, and all below them (`get_page_from_l1e` to
/// `get_page_from_l4e` in `xen/arch/x86/mm.c`).
///
/// Each table is read once. Only entries with the present bit count. Works in slices.
struct PageTableCheck {
  let memory: GuestMemory
  let checkpoint: Int
  /// Levels of the guest's page tables: 3 or 4.
  let levels: Int
  /// Whether it is a v2 or v3 stream.
  let isModern: Bool

  var tables = KnownTables()
  /// PFNs of the tables that Xen looks into, whatever the stream calls them.
  var reached = PFNSet(within: PageTableCheck.mostBytesOfSets)
  /// PFNs that are there.
  private(set) var present = PFNSet(within: PageTableCheck.mostBytesOfSets)
  /// PFNs that are not there, and that tables lead to: a receiver gives each of them a frame.
  var allocated = PFNSet(within: PageTableCheck.mostBytesOfSets)
  private(set) var findings: [Finding] = []

  private var stage = Stage.collecting(PageSends.Cursor())
  private var roots: [UInt64]
  /// Tables that were sent and sent again, with that content; a receiver of v2 and v3 streams fails at each of them.
  private var superseded: ContiguousArray<(content: UInt64, pfn: UInt64, level: Int)> = []
  private var findingsOfRule: [FindingRule: Int] = [:]
  /// Findings in the table that is looked at.
  var findingsOfTable = 0
  /// Pages that were read to see whether they are empty, where an entry leads to them in the place of a table.
  private var strangersRead = 0

  private enum Stage {
    case collecting(PageSends.Cursor)
    /// The tables of a level that Xen looks into, from a place on.
    case level(Int, from: Int)
    /// Those that it does not.
    case rest(from: Int)
    case superseded(from: Int)
    case finished
  }

  /// What sets may take: enough for a guest of 1 TiB.
  private static let mostBytesOfSets = 32 << 20
  /// Findings of a rule that are kept, and those of a rule in one table; more say nothing new.
  private static let mostOfRule = 256
  private static let mostOfTable = 4
  private static let mostStrangers = 4096
  private static let mostSuperseded = 1 << 22
  /// PFNs, and tables, that are looked at in a slice of a few milliseconds.
  private static let listsInSlice = 1 << 14
  private static let tablesInSlice = 64

  /// - Parameter roots: the PFNs of the tables that vCPUs run on.
  init(_ memory: GuestMemory, at checkpoint: Int, levels: Int, isModern: Bool, roots: [UInt64]) {
    self.memory = memory
    self.checkpoint = checkpoint
    self.levels = levels
    self.isModern = isModern
    self.roots = roots
  }

  /// How much of the work is done, 0…1.
  var part: Double {
    let tables = Double(max(tables.count, 1))
    return switch stage {
    case .collecting(let cursor): 0.3 * Double(cursor.passed) / Double(max(memory.sends.count, 1))
    case .level(let level, let place):
      0.3 + 0.6 * (Double(levels - level) + Double(place) / tables) / Double(levels)
    case .rest(let place): 0.9 + 0.05 * Double(place) / tables
    case .superseded(let place): 0.95 + 0.05 * Double(place) / Double(max(superseded.count, 1))
    case .finished: 1
    }
  }

  /// Works for a slice. Returns whether the end has been reached.
  /// - Throws: when the capture cannot be read.
  mutating func step() throws(CaptureError) -> Bool {
    switch stage {
    case .collecting(let cursor): try collect(from: cursor)
    case .level(let level, let first): try look(atLevel: level, from: first)
    case .rest(let first): try lookAtRest(from: first)
    case .superseded(let first): try lookAtSuperseded(from: first)
    case .finished: break
    }
    if case .finished = stage { return true }
    return false
  }

  mutating func report(
    _ rule: FindingRule, _ severity: Severity? = nil, at offset: UInt64, pfn: UInt64, _ entry: TableEntry
  ) {
    guard keeps(rule) else { return }
    findingsOfTable += 1
    findingsOfRule[rule, default: 0] += 1
    findings.append(
      Finding(rule, severity, at: offset, checkpoint: checkpoint, part: .pageData, value: pfn, limit: entry.packed))
  }

  /// Whether another finding of a rule in the table would be kept; else there is nothing to look into.
  func keeps(_ rule: FindingRule) -> Bool {
    findingsOfTable < Self.mostOfTable && findingsOfRule[rule, default: 0] < Self.mostOfRule
  }

  /// Counts a page that is to be read in the place of a table. False where enough have been.
  mutating func mayReadStranger() -> Bool {
    guard strangersRead < Self.mostStrangers else { return false }
    strangersRead += 1
    return true
  }

  // MARK: Stages

  private mutating func collect(from start: PageSends.Cursor) throws(CaptureError) {
    var cursor = start
    let end = memory.index.contents(of: checkpoint).upperBound
    // All contents up to here are known to be there.
    let appliesAll = memory.sends.removals.isEmpty && memory.sends.comparedContents.isEmpty
    for _ in 0..<Self.listsInSlice {
      guard let list = memory.sends.next(&cursor) else { return beginLevels() }
      let hasTable = list.contains { $0.type.pageTableLevel != nil }
      if appliesAll, !hasTable {
        if list[0].content < end { present.insert(list.pfn) }
        continue
      }
      guard let reach = try memory.reach(of: list, at: checkpoint) else { continue }
      present.insert(list.pfn)
      if list[reach.last].type.pageTableLevel != nil { tables.append(list.pfn, list[reach.last].type) }
      guard isModern, superseded.count < Self.mostSuperseded else { continue }
      for send in list where send.content < end && send.content != list[reach.last].content {
        if let level = send.type.pageTableLevel { superseded.append((send.content, list.pfn, level)) }
      }
    }
    stage = .collecting(cursor)
  }

  private mutating func beginLevels() {
    for place in 0..<tables.count where tables.isPinned(at: place) && tables.level(at: place) <= levels {
      reach(place)
    }
    for pfn in roots {
      if let place = tables.place(of: pfn), tables.level(at: place) == levels { reach(place) }
    }
    stage = .level(levels, from: 0)
  }

  mutating func reach(_ place: Int, isTop: Bool = false) {
    tables.reach(place, isTop: isTop)
    reached.insert(tables.pfn(at: place))
  }

  private mutating func look(atLevel level: Int, from first: Int) throws(CaptureError) {
    var place = first
    var left = Self.tablesInSlice
    while place < tables.count, left > 0 {
      if tables.level(at: place) == level, tables.isReached(at: place) {
        try look(at: place)
        left -= 1
      }
      place += 1
    }
    stage = place < tables.count ? .level(level, from: place) : level > 1 ? .level(level - 1, from: 0) : .rest(from: 0)
  }

  private mutating func lookAtRest(from first: Int) throws(CaptureError) {
    var place = first
    var left = Self.tablesInSlice
    while place < tables.count, left > 0 {
      if !tables.isReached(at: place), let table = try read(place) {
        checkRange(of: table, isReached: false)
        left -= 1
      }
      place += 1
    }
    stage = place < tables.count ? .rest(from: place) : .superseded(from: 0)
  }

  private mutating func lookAtSuperseded(from first: Int) throws(CaptureError) {
    let end = min(first + Self.tablesInSlice, superseded.count)
    for (content, pfn, level) in superseded[first..<end] {
      guard !memory.sends.isCompared(content), case .image(let offset) = try memory.contents.find(content) else {
        continue
      }
      let table = ReadTable(pfn: pfn, level: level, offset: offset, isImage: true, try read(imageAt: offset))
      checkRange(of: table, isReached: false)
    }
    stage = end < superseded.count ? .superseded(from: end) : .finished
  }

  // MARK: Reading

  /// A table with its present entries.
  func read(_ place: Int) throws(CaptureError) -> ReadTable? {
    let (pfn, level) = (tables.pfn(at: place), tables.level(at: place))
    if let offset = try memory.image(of: memory.sends.list(of: pfn), at: checkpoint) {
      return ReadTable(pfn: pfn, level: level, offset: offset, isImage: true, try read(imageAt: offset))
    }
    guard let page = try memory.page(pfn: pfn, at: checkpoint), page.doubt == nil, let offset = page.source.offset
    else {
      return nil
    }
    return ReadTable(pfn: pfn, level: level, offset: offset, isImage: false, ReadTable.entries(of: page.bytes.span))
  }

  private func read(imageAt offset: UInt64) throws(CaptureError) -> [ReadTable.Entry] {
    try memory.contents.withBytes(of: .image(offset)) { ReadTable.entries(of: $0) } ?? []
  }
}
