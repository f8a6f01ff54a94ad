@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// View 8, over guests made up for the purpose, and what else is known of a page by the guest's kernel.
@Suite struct GuestViewTests {
  /// A guest with a kernel log of characters and no table of symbols.
  private func guest(
    _ log: String =
      "<6>[    0.000000] Linux version 6.1.0-test\n<6>[    1.250000] eth0: up\n<4>[    2.500000] eth0: down\n"
  ) -> SmallKernel {
    var guest = SmallKernel()
    guest.describe("BUILD-ID=eb4fbcd037e7253717950bf2b93bd5566f47c56f")
    guest.putLog(log, room: 4096)
    return guest
  }

  private func driver(_ guest: SmallKernel, rows: Int = 24, columns: Int = 80) throws -> InspectorDriver {
    try InspectorDriver(bytes: guest.stream(), name: "small.bin", rows: rows, columns: columns)
  }

  private func facts(_ driver: InspectorDriver) -> GuestFacts? {
    (driver.session.inspector.view(.guest) as? GuestView)?.facts
  }

  @Test(arguments: [(24, 80), (36, 120), (60, 200)])
  func panesShowWhatIsKnownAndSayWhatIsNot(_ rows: Int, _ columns: Int) throws {
    let driver = try driver(guest(), rows: rows, columns: columns)
    driver.press("8")
    try expectScreen(driver, "guest-small-\(columns)x\(rows)")
  }

  @Test func onANarrowScreenOnePaneAtATimeStandsAboveTheLog() throws {
    let driver = try InspectorDriver(sample: "v3-linux.bin", rows: 16, columns: 60)
    driver.press("8")
    #expect(driver.screen.contains(" 5 tasks by bytes sent ─") && !driver.screen.contains("memory by use"))
    driver.press("<Tab>")
    let heads = try #require(driver.lines.first { $0.contains("share") }, "\(driver.screen)")
    #expect(heads.split(separator: " ") == ["use", "frames", "share", "sent"])
    driver.press("<Tab><Tab>")
    #expect(driver.screen.contains("vCPUs, return addresses ━") && !driver.screen.contains("tasks by"))
  }

  @Test func aGuestThatIsNoLinuxIsSaidToBeNone() throws {
    let fixture = try #require(Fixtures.tiny.first)
    let driver = try InspectorDriver(bytes: try FixtureFile.bytes(fixture.path), name: "tiny.bin")
    driver.press("8")
    #expect(driver.screen.contains("No page describes a Linux kernel (VMCOREINFO)"))
    driver.press("x")
    #expect(driver.screen.contains("There is nothing to export in this view"))
  }

  @Test func nothingIsReadOfTheKernelBeforeAViewNeedsIt() throws {
    let driver = try driver(guest())
    driver.press("1234")
    #expect(facts(driver) == nil)
    #expect(driver.session.inspector.work.shown == nil)
    driver.press("8")
    #expect(facts(driver)?.isWhole == true)
  }

  @Test func readingCanBeStopped() throws {
    let driver = try driver(guest())
    _ = driver.session.send(.key(.character("8")))
    driver.press("z")
    #expect(driver.screen.contains("Not read: reading was stopped."))
    // Another look at it reads it.
    driver.press("38")
    #expect(facts(driver)?.isWhole == true)
    #expect(!driver.screen.contains("reading was stopped"))
  }

  @Test func theLogIsSearchedByItsLines() throws {
    let driver = try driver(guest())
    driver.press("8/eth0<Enter>")
    let inspector = { driver.session.inspector }
    #expect(inspector().position.row?.0 == 2)
    driver.press("n")
    #expect(inspector().position.row?.0 == 3)
    driver.press("N")
    #expect(inspector().position.row?.0 == 2)
    driver.press("/nowhere<Enter>")
    #expect(driver.screen.contains("Not found"))
  }

  @Test func aLineIsCopiedAndTheLogIsExported() throws {
    let driver = try driver(guest())
    driver.press("8y")
    let copied = driver.effects.compactMap { effect in if case .copy(let text) = effect { text } else { nil } }
    #expect(copied == ["[    2.500000] eth0: down"])
    driver.press("x")
    #expect(driver.screen.contains("savescope log small.bin --checkpoint 0"))
  }

  @Test func aPaneAloneTakesAllRoom() throws {
    let driver = try driver(guest())
    driver.press("8\\")
    #expect(!driver.screen.contains("memory by use"))
    driver.press("<Tab>")
    #expect(driver.screen.contains("memory by use") && !driver.screen.contains("kernel log"))
  }

  // MARK: Places

  @Test func aVirtualAddressLeadsToItsPage() throws {
    let driver = try driver(guest())
    driver.press(":va 0xffffffff80011000<Enter>")
    #expect(driver.session.inspector.position.focus.pfn == 0x11)
    #expect(driver.screen.contains("0xffffffff80011000, in PFN 0x11"))
    #expect(driver.screen.contains("For the kernel 0xffffffff80011000 in the kernel's image"))
  }

  @Test(arguments: [
    (
      "va ffffffff90000000",
      "Nothing is mapped at 0xffffffff90000000: its entry in the page table of level 2 is not present"
    ),
    ("va 8000000000000000", "0x8000000000000000 is no address"), ("va", "va takes an address, as in"),
    ("va ffffffff80000000 cpu7", "Checkpoint 0 has no vCPU 7 in 64-bit mode"),
    ("va 12 vcpu", "va takes an address, as in"), ("sym init_task", "The guest's kernel has no table of its symbols"),
    ("sym", "sym takes the name of a kernel symbol"),
  ])
  func whatLeadsNowhereIsToldWhy(_ line: String, _ words: String) throws {
    let driver = try driver(guest(), columns: 120)
    driver.press(":\(line)<Enter>")
    #expect(driver.screen.contains(words), "\(driver.screen)")
  }

  @Test func damageToTheDescriptionIsSaid() throws {
    var guest = guest()
    guest.remove(pfn: SmallKernel.rootPFN)
    let driver = try driver(guest)
    driver.press("8")
    #expect(driver.lines[2].contains("The guest runs Linux 6.1.0-test, but the kernel's page tables are not in the"))
  }
}

/// The same over the sample of a Linux guest, which has something to show in every pane.
@Suite struct GuestSampleTests {
  private func driver(rows: Int = 24, columns: Int = 80) throws -> InspectorDriver {
    try InspectorDriver(sample: "v3-linux.bin", rows: rows, columns: columns)
  }

  @Test(arguments: [(24, 80), (60, 200)]) func everyPaneHasSomething(_ rows: Int, _ columns: Int) throws {
    let driver = try driver(rows: rows, columns: columns)
    driver.press("8")
    try expectScreen(driver, "guest-linux-\(columns)x\(rows)")
  }

  @Test func aPaneOfWhichNothingArrivedSaysWhyItIsEmpty() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("v3-linux.bin"))
    let early = try InspectorDriver(bytes: Array(bytes.prefix(80_000)), name: "cut.bin")
    early.press("8")
    #expect(early.screen.contains("None is known: the list ends early:"), "\(early.screen)")
    #expect(early.screen.contains("No description of a frame is"), "\(early.screen)")
    let late = try InspectorDriver(bytes: Array(bytes.prefix(96_000)), name: "cut.bin")
    late.press("8")
    #expect(late.screen.contains("None of the messages can be read."), "\(late.screen)")
  }

  @Test func aSymbolLeadsToItsPageAndAnAddressOfAProcessToThatOfItsVcpu() throws {
    let driver = try driver()
    driver.press(":sym init_task<Enter>")
    #expect(driver.session.inspector.position.focus.pfn == 0x14)
    #expect(driver.screen.contains("init_task is at 0xffffffff81004000, in PFN 0x14"))
    driver.press(":va 0x400000 cpu0<Enter>")
    #expect(driver.session.inspector.position.focus.pfn == 0x3b)
  }

  @Test func tablesThatCR3LeadsToAreShownAsSuch() throws {
    let driver = try driver(rows: 60, columns: 200)
    // From the root of the gardener's tables, which the vCPU uses, down to the one that leads to the kernel's image.
    driver.press("85:pfn 0x34<Enter><Tab>v")
    for level in (2...4).reversed() {
      #expect(driver.screen.contains("fields of l\(level)_page_table"), "\(driver.screen)")
      driver.press("G<Enter>v")
    }
    #expect(driver.session.inspector.position.focus.pfn == 0x18)
  }
}

/// The same over the Linux guests of the large captures, against what a debugger says.
@Suite struct GuestTruthTests {
  private func driver(_ truth: LinuxTruth) throws -> InspectorDriver {
    let read = try IndexedCapture(path: truth.capture.path)
    let driver = InspectorDriver(capture: read.capture, index: read.index, rows: 60, columns: 200)
    driver.press("8")
    if let checkpoint = truth.checkpoint { driver.press(":ckpt \(checkpoint)<Enter>") }
    return driver
  }

  @Test(arguments: LinuxTruth.all) func theViewShowsWhatTheKernelKnows(_ truth: LinuxTruth) throws {
    let driver = try driver(truth)
    let view = try #require(driver.session.inspector.view(.guest) as? GuestView)
    let facts = try #require(view.facts)
    #expect(facts.isWhole && facts.checkpoint == truth.checkpoint ?? facts.checkpoint)

    let log = try #require(view.log)
    let lines = (0..<log.count).map { log.text($0, unicode: true) }
    let expected = try truth.log()
    #expect(lines.count == expected.count && lines.last == expected.last)

    let tasks = try truth.tasks()
    #expect(Set(view.tasks.map(\.task.pid)) == Set(tasks.map(\.pid)))
    // The process that dirties its pages on purpose.
    #expect(view.tasks.first?.task.comm.escaped() == "dirty")

    var counts: [String: UInt64] = [:]
    for word in try truth.uses().values where word != "none" { counts[word, default: 0] += 1 }
    // The view cannot tell what the kernel keeps for itself apart.
    for word in ["kernel", "reserved", "page-table"] { counts[word] = nil }
    let rows = try #require(facts.memory.value).rows.filter { $0.use != .kernel }
    #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0.use.name, $0.frames) }) == counts)

    let vcpu = try #require(facts.vcpus.value?.first)
    for symbol in try truth.symbols().prefix(1) {
      #expect(vcpu.place.address == symbol.address && vcpu.place.text(unicode: true) == symbol.name)
    }
    #expect(vcpu.returns.first?.text(unicode: true).hasPrefix("xen_suspend+") == true)
    #expect(vcpu.returns.last?.text(unicode: true).hasPrefix("ret_from_fork+") == true)
    #expect(facts.state.value?.commandLine?.escaped().contains("console=hvc0") == true)
    let (uptime, last) = (facts.state.value?.uptime ?? 0, facts.log.value?.records.last?.time ?? .max)
    #expect(uptime + 1_000_000_000 > last && uptime < last + 60_000_000_000)
  }

  @Test(arguments: LinuxTruth.all.filter { $0.checkpoint == nil }) func aSymbolLeadsToItsPage(
    _ truth: LinuxTruth
  ) throws {
    let driver = try driver(truth)
    driver.press(":sym init_task<Enter>")
    #expect(driver.screen.contains("init_task is at 0xffffffff82a1aa40, in PFN 0x2a1a"))
    #expect(driver.screen.contains("in the direct map"))
    #expect(driver.session.inspector.position.words.contains("init_task+0x0"))
  }

  @Test(arguments: LinuxTruth.all.filter { $0.capture.name == "xl-hvm" }) func tablesOfAnHVMGuestAreShownAsSuch(
    _ truth: LinuxTruth
  ) throws {
    let driver = try driver(truth)
    let read = try IndexedCapture(path: truth.capture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let root = try #require(try VcpuSpaces.read(memory, at: 0).first?.space.root)
    driver.press("5:pfn \(root)<Enter><Tab>v")
    for level in (2...4).reversed() {
      #expect(driver.screen.contains("fields of l\(level)_page_table"), "\(driver.screen)")
      driver.press("G<Enter>v")
    }
  }
}
