@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// What a guest uses its pages for and whose they are, in filters, in the timeline and on the map.
@Suite struct UseInViewsTests {
  /// A guest of which two pages are slab, one anonymous and one free.
  private func guest(_ content: UInt64 = 1) -> SmallKernel {
    var guest = SmallKernel()
    guest.putFrames([
      0x30: .slab(isLarge: false), 0x31: .slab(isLarge: false), 0x32: .free(order: 0), 0x33: .anonymous,
    ])
    for pfn in UInt64(0x30)...0x34 { guest.put(content, at: pfn << 12) }
    return guest
  }

  private func driver(_ stream: [UInt8], rows: Int = 24, columns: Int = 80) throws -> InspectorDriver {
    try InspectorDriver(bytes: stream, name: "small.bin", rows: rows, columns: columns)
  }

  private func pfns(_ driver: InspectorDriver) throws -> [UInt64] {
    try #require(driver.session.inspector.view(.pages) as? PagesView).rows.map(\.pfn)
  }

  // MARK: Filters

  private static let filters: [(String, [UInt64])] = [
    ("use = slab", [0x30, 0x31]), ("use in (free, anonymous)", [0x32, 0x33]),
    ("pfn in 0x31..0x34 and not use = kernel", [0x31, 0x32, 0x33]), ("pfn = 0x34 or use = free", [0x32, 0x34]),
  ]

  @Test(arguments: filters)
  func pagesAreListedByTheirUse(_ expression: String, _ expected: [UInt64]) throws {
    let driver = try driver(guest().stream())
    driver.press("2&\(expression)<Enter>")
    #expect(try pfns(driver) == expected)
    #expect(driver.session.inspector.position.filter?.outcome.hasPrefix("\(expected.count) of ") == true)
    driver.press(":sort pfn desc<Enter>")
    #expect(try pfns(driver) == expected.reversed())
    driver.press(":sort<Enter>&^U<Enter>")
    #expect(try pfns(driver).count > expected.count)
  }

  @Test func aGuestWithoutAKernelSaysWhyNothingPasses() throws {
    let driver = try driver(guest().stream(describes: false), columns: 160)
    driver.press("2&use = slab<Enter>")
    #expect(try pfns(driver).isEmpty)
    #expect(driver.screen.contains("Uses are not known: no page describes a Linux kernel"), "\(driver.screen)")
  }

  @Test func aGuestWithoutAKernelHasNoPanesToGoTo() throws {
    let known = try driver(guest().stream(), columns: 160)
    known.press("8")
    #expect(known.lines.last?.contains("Tab pane") == true)
    let other = try driver(guest().stream(describes: false), columns: 160)
    other.press("8")
    #expect(other.lines.last?.contains("Tab pane") == false)
  }

  @Test func pagesThatDifferAreListedByTheirUse() throws {
    let driver = try driver(guest().stream(), columns: 120)
    try driver.compare(with: guest(2).stream(), name: "later.bin")
    driver.press("6&use = slab<Enter>")
    let view = try #require(driver.session.inspector.view(.diff) as? DiffView)
    #expect((0..<view.list.count).compactMap { view.list.position(at: $0) }.count == 2)
    #expect(view.selectedPage?.pfn == 0x30)
    driver.press("&^Ukind = changed<Enter>")
    let all = try #require(driver.session.inspector.view(.diff) as? DiffView)
    #expect(all.list.count == 5)
  }

  @Test func aComparisonWithoutAKernelSaysWhyNothingPasses() throws {
    let driver = try driver(guest().stream(describes: false), columns: 160)
    try driver.compare(with: guest(2).stream(describes: false), name: "later.bin")
    driver.press("6&use = slab<Enter>")
    #expect(driver.screen.contains("Uses are not known: no page describes a Linux kernel"), "\(driver.screen)")
    #expect(driver.screen.contains("The filter lets none pass."))
  }

  // MARK: The timeline

  private func timeline(_ driver: InspectorDriver) throws -> CheckpointsView {
    try #require(driver.session.inspector.view(.checkpoints) as? CheckpointsView)
  }

  @Test func barsAreStackedByUseOnDemand() throws {
    let driver = try driver(guest().stream(), columns: 120)
    driver.press("3")
    #expect(try timeline(driver).uses[0] == nil)
    driver.press("u")
    let uses = try #require(timeline(driver).uses[0])
    #expect(uses[.slab] == 8192 && uses[.free] == 4096 && uses[.anonymous] == 4096)
    #expect(uses.sum == driver.session.inspector.index.totals.bytes[.pageData])
    #expect(driver.screen.contains("bytes by use"))
    #expect(driver.screen.contains("of this checkpoint's bytes were"))
    // Owners are not known, and passed over.
    driver.press("u")
    #expect(driver.screen.contains("bytes by kind"))
  }

  @Test func aTimelineWithoutAKernelSaysWhyAndStaysByKind() throws {
    let driver = try driver(guest().stream(describes: false), columns: 160)
    driver.press("3u")
    #expect(driver.screen.contains("Uses are not known: no page describes a Linux kernel"), "\(driver.screen)")
    #expect(driver.screen.contains("bytes by kind"))
  }

  @Test func withoutTypesOwnersAreSaidToBeUnknown() throws {
    let driver = try driver(guest().stream(), columns: 160)
    driver.press("3uu")
    #expect(driver.screen.contains("Owners are not known:"), "\(driver.screen)")
    driver.press("4vvvvvvv")
    #expect(driver.screen.contains("Owners are not known:"), "\(driver.screen)")
    #expect(driver.screen.contains("by type"))
  }

  // MARK: The map

  @Test func theMapShowsUses() throws {
    let driver = try driver(guest().stream())
    driver.press("4vvvvvv")
    let map = try #require(driver.session.inspector.view(.map) as? MapView)
    #expect(map.look == .use && map.uses?.frames.uses?[0x30] == .slab)
    #expect(driver.screen.contains("by use"))
  }

  @Test func cellsAreShownByTheirUse() throws {
    let driver = try driver(guest().stream())
    driver.press("4++++++++&use = slab<Enter>")
    let map = { try #require(driver.session.inspector.view(.map) as? MapView) }
    #expect(try map().look == .types)
    let shown = try (UInt64(0)...0x40).filter { try map().filter.passes($0) }
    #expect(shown == [0x30, 0x31])
    #expect(driver.session.inspector.position.filter?.outcome == "2 cells")
    driver.press("&^U<Enter>")
    #expect(try map().filter.passes(0x32))
  }

  @Test func aMapWithoutAKernelSaysWhyNoCellPasses() throws {
    let driver = try driver(guest().stream(describes: false), columns: 160)
    driver.press("4&owner = 1<Enter>")
    #expect(driver.screen.contains("Owners are not known: no page describes a Linux kernel"), "\(driver.screen)")
    #expect(driver.session.inspector.position.filter?.outcome == "0 cells")
  }

  // MARK: Looks

  @Test func everyOwnerHasALetterOfItsOwn() {
    let owners = ["dirty", "init", "dd", "", "init", "zz", "more"].enumerated()
      .map { (tgid: UInt32($0.offset), name: CaptureText?.some(CaptureText(Array($0.element.utf8)))) }
    let looks = OwnerLooks(owners)
    #expect(looks.looks.count == OwnerLooks.most)
    #expect(Set(looks.looks.map(\.look.letter)).count == OwnerLooks.most)
    #expect(looks[0]?.letter == "d" && looks[0]?.words == "dirty (0)" && looks[3]?.words == "3")
    #expect(looks[6] == nil)
  }

  @Test func columnsOfUsesNeverTouch() throws {
    let row = GuestFacts.Memory.Row(use: .cachePrivate, frames: 1_000_000, sentPages: 1_000_000)
    let memory = GuestFacts.Memory(rows: [row])
    for columns in [37, 38, 72] {
      var grid = Grid(rows: 1, columns: columns)
      MemoryColumns(columns).draw(row, of: memory, into: &grid, row: 0)
      let words = grid.text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { $0.filter { $0 != "," } }
      #expect(words == ["cache-private", "1000000", "100", "%", "1000000"])
    }
  }
}

/// The same over the Linux guests of the large captures, against what a debugger says.
@Suite struct UseInViewsTruthTests {
  /// One guest saved, and one in the midst of its checkpoints.
  private static let some = LinuxTruth.all.filter { $0.checkpoint == 8 || $0.capture.name == "xl-hvm" }

  private func driver(_ truth: LinuxTruth) throws -> InspectorDriver {
    let read = try IndexedCapture(path: truth.capture.path)
    return InspectorDriver(capture: read.capture, index: read.index, rows: 60, columns: 200)
  }

  private func checkpoint(_ truth: LinuxTruth, _ driver: InspectorDriver) throws -> Int {
    try truth.checkpoint ?? #require(driver.session.inspector.index.lastCompleteCheckpoint)
  }

  @Test(arguments: some) func theTimelineAddsUpWhatTheKernelUsed(_ truth: LinuxTruth) throws {
    let driver = try driver(truth)
    let checkpoint = try checkpoint(truth, driver)
    driver.press("3:ckpt \(checkpoint)<Enter>uu")
    let view = try #require(driver.session.inspector.view(.checkpoints) as? CheckpointsView)
    let found = try #require(view.uses[checkpoint])
    let (uses, owners) = (try truth.uses(), try truth.owners())
    let read = try IndexedCapture(path: truth.capture.path)
    let pages = PageRows(capture: read.capture, index: read.index)
    let rows = try pages.rows(pages.range(ofCheckpoint: checkpoint, contentOnly: true), contentOnly: true)
    let bytes = { (isWanted: (PageRow) -> Bool) in rows.filter(isWanted).reduce(0) { $0 + ($1.length ?? 0) } }
    for use in [FrameUse.free, .slab, .anonymous, .cache, .offline] {
      #expect(found[use] == bytes { uses[$0.pfn] == use.name }, "\(use)")
    }
    for owner in found.owners {
      #expect(owner.bytes == bytes { owners[$0.pfn]?.contains(owner.tgid) == true }, "\(owner)")
    }
    let first = try #require(found.owners.first)
    #expect(first.name?.escaped() == "dirty")
    #expect(driver.screen.contains("dirty (\(first.tgid))"))
    #expect(view.stack == .owner)
  }

  @Test(arguments: some) func theMapNamesOwners(_ truth: LinuxTruth) throws {
    let driver = try driver(truth)
    let checkpoint = try checkpoint(truth, driver)
    driver.press("4:ckpt \(checkpoint)<Enter>vvvvvvv")
    let map = try #require(driver.session.inspector.view(.map) as? MapView)
    let owners = try truth.owners()
    let frames = try #require(map.uses).frames
    #expect(owners.allSatisfy { frames.owners[$0.key] == $0.value })
    #expect(driver.screen.contains("by owner"))
    #expect(driver.screen.contains("dirty ("), "\(driver.screen)")
  }

  @Test(arguments: some) func pagesAndDifferencesAreListedByOwner(_ truth: LinuxTruth) throws {
    let driver = try driver(truth)
    let checkpoint = try checkpoint(truth, driver)
    let tasks = try truth.tasks()
    let dirty = try #require(tasks.first { $0.comm == "dirty" }).tgid
    let owners = try truth.owners()
    driver.press("2&checkpoint = \(checkpoint) and owner = \(dirty)<Enter>")
    let rows = try #require(driver.session.inspector.view(.pages) as? PagesView).rows
    #expect(!rows.isEmpty && rows.allSatisfy { owners[$0.pfn]?.contains(dirty) == true })
    guard checkpoint > 0 else { return }
    driver.press("3:ckpt \(checkpoint)<Enter>6&owner = \(dirty)<Enter>")
    let diff = try #require(driver.session.inspector.view(.diff) as? DiffView)
    #expect(diff.request?.to == checkpoint && diff.list.count > 0)
    let pages = (0..<diff.list.count).compactMap { diff.list.position(at: $0) }
      .compactMap { diff.answer?.snapshot.pages[$0] }.filter { $0.change != .removed }
    #expect(pages.allSatisfy { owners[$0.pfn]?.contains(dirty) == true })
  }

  @Test(arguments: LinuxTruth.all.filter { $0.checkpoint == 8 || $0.capture.name == "xl-pv" })
  func trapsInTheTreeHaveTheirSymbols(_ truth: LinuxTruth) throws {
    let driver = try driver(truth)
    let checkpoint = try checkpoint(truth, driver)
    let index = driver.session.inspector.index
    let read = try IndexedCapture(path: truth.capture.path)
    let parts = try index.parts(of: checkpoint, read.capture)
    let context = try #require(
      parts.first { if case .vcpuContext = $0.kind { true } else { false } }?.range)
    // The address of trap 14 (page fault), and the bytes of it.
    driver.press("1:0x\(String(context.lowerBound + 720 + 14 * 16 + 8, radix: 16))<Enter>")
    #expect(driver.screen.contains("asm_exc_page_fault+0x0"), "\(driver.screen)")
    driver.press("<Tab><Tab>")
    #expect(driver.screen.contains("the address of "), "\(driver.screen)")
  }
}
