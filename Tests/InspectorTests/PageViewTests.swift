@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct PageViewTests {
  private func view(_ driver: InspectorDriver) -> PageView? { driver.session.inspector.view(.page) as? PageView }

  /// A page that is sent, broken, sent again in two iterations, compared, and changed by deltas; another is sent once.
  private func eventful() -> [UInt8] {
    var builder = RemusCaptureBuilder()
    builder.send([(4, RemusCaptureBuilder.page("one")), (5, RemusCaptureBuilder.page("other"))])
    builder.endCheckpoint()
    builder.breakPages([4])
    builder.endCheckpoint()
    builder.send([(4, RemusCaptureBuilder.page("two"))])
    builder.send([(4, RemusCaptureBuilder.page("two and more"))])
    builder.endCheckpoint(compressesNext: true)
    builder.sendDeltas([(4, RemusCaptureBuilder.delta(word: 0, "four"))])
    builder.endCheckpoint()
    builder.sendDeltas([(5, RemusCaptureBuilder.delta(word: 100, "late"))])
    builder.endCheckpoint()
    return builder.bytes
  }

  private func driver(_ keys: String, rows: Int = 24, columns: Int = 80) throws -> InspectorDriver {
    let driver = try InspectorDriver(bytes: eventful(), name: "eventful.bin", rows: rows, columns: columns)
    driver.press(keys)
    return driver
  }

  @Test func theFirstLookIsAtThePageLookedAtOrTheFirstOneSent() throws {
    #expect(try view(driver("5"))?.pfn == 4)
    #expect(try view(driver("2j5"))?.pfn == 5)
    let driver = try driver("2G5")
    #expect(view(driver)?.pfn == 5)
    #expect(view(driver)?.checkpoint == 4)
  }

  @Test func movingInTheListTakesTheCheckpointAlong() throws {
    let driver = try driver("5")
    var checkpoints: [Int?] = [view(driver)?.checkpoint]
    for _ in 0..<4 {
      driver.press("j")
      checkpoints.append(view(driver)?.checkpoint)
    }
    #expect(checkpoints == [0, 1, 2, 2, 3])
    #expect(driver.screen.contains("checkpoint 3: 1 word changed"))
  }

  @Test func checkpointsThatDidNotSendThePageShowItAsItWas() throws {
    let driver = try driver("5:pfn 0x5<Enter>JJ")
    #expect(view(driver)?.checkpoint == 2)
    #expect(view(driver)?.sends.cursor.selected == 0)
    #expect(driver.screen.contains("sent 2 times, 1 of them up to here, last in checkpoint 0"))
    #expect(driver.screen.contains("bytes at checkpoint 2: the same as before"))
    driver.press("(")
    #expect(view(driver)?.checkpoint == 0)
    driver.press("J)")
    #expect(view(driver)?.checkpoint == 4)
    driver.press(")")
    #expect(driver.screen.contains("This page was not sent again"))
  }

  @Test func whatChangedIsBroughtOnTheScreenWhileOneGoesThroughSends() throws {
    let driver = try InspectorDriver(bytes: RemusCaptureBuilder.busyPage(7, checkpoints: 100), name: "busy.bin")
    driver.press("5G")
    #expect(driver.screen.contains("1 word changed, at 0x1cc"))
    #expect(driver.screen.contains("[63 39 39 00]"))
    // Where one has moved among the bytes, they stay.
    driver.press("<Tab>gg(")
    #expect(driver.screen.contains("1 word changed, at 0x1c8"))
    #expect(!driver.screen.contains("[63 39 38 00]"))
  }

  @Test func aPageWithALongRowOfDeltasIsPutTogetherBesideTheKeys() throws {
    let read = try IndexedCapture(bytes: RemusCaptureBuilder.busyPage(7, checkpoints: 900))
    let session = InspectorSession(capture: read.capture, index: read.index, inspector: Inspector(path: "x"))
    _ = session.send(.resize(rows: 24, columns: 80))
    _ = session.send(.index(read.index, milliseconds: 0))
    for key in "5:ckpt 850".unicodeScalars { _ = session.send(.key(.character(key))) }
    while session.isWorking { _ = session.continueWork() }
    _ = session.send(.key(.enter))
    #expect(session.isWorking)
    #expect(screen(of: session).contains("applying deltas"))
    while session.isWorking { _ = session.continueWork() }
    #expect(screen(of: session).contains("bytes at checkpoint 850: 1 word changed"))
    _ = session.send(.key(.character("K")))
    #expect(!session.isWorking)
    #expect(screen(of: session).contains("bytes at checkpoint 849: 1 word changed"))
  }

  @Test func aPageThatIsGoneIsSaidToBeGone() throws {
    let driver = try driver("5J")
    #expect(driver.screen.contains("not there at checkpoint 1: said to be broken there"))
    #expect(driver.screen.contains("sent 4 times, 1 of them up to here; said to be broken in this checkpoint"))
    #expect(!driver.screen.contains("00 00 00 00"))
    driver.press("K")
    #expect(driver.screen.contains("6f 6e 65 00"))
  }

  @Test func aPageThatWasNeverSentIsSaid() throws {
    let driver = try driver("5:pfn 0x20<Enter>")
    #expect(driver.screen.contains("PFN 0x20 · never sent in this capture"))
    driver.press(":pfn 0xffff<Enter>")
    #expect(driver.screen.contains("there is no such page: PFNs end at 0x40"))
    driver.press("jJ)=v<Enter>pyn")
  }

  @Test func twoSendsAreCompared() throws {
    let driver = try driver("5:pfn 0x4<Enter>=Gk=")
    #expect(driver.screen.contains("- send 0, checkpoint 0  + send 3, checkpoint 2; words differ: 3"))
    let lines = driver.lines
    let first = try #require(lines.firstIndex { $0.hasPrefix("-00000000") })
    #expect(lines[first].contains("[6f 6e 65 00 00 00 00 00  00 00 00 00]"))
    #expect(lines[first + 1].hasPrefix("+00000000 [74 77 6f 20 61 6e 64 20  6d 6f 72 65]"))
    // The marked one stays, and the comparison follows the cursor.
    driver.press("j")
    #expect(driver.screen.contains("+ send 4, checkpoint 3"))
    driver.press("kk")
    #expect(driver.screen.contains("words differ: 1"))
    driver.press("gg")
    #expect(driver.screen.contains("words differ: 0"))
    driver.press("j")
    #expect(driver.screen.contains("After send 1 there is no page: it is said to be broken"))
    driver.press("=")
    #expect(driver.screen.contains("Nothing is compared any more"))
    #expect(view(driver)?.marked == nil)
  }

  @Test func whatIsComparedIsThereAgainAfterTheSendsFilledTheScreen() throws {
    let driver = try driver("5:pfn 0x4<Enter>=Gk=")
    let before = driver.screen
    driver.press("\\")
    #expect(driver.screen.contains("sent 4 times"))
    #expect(!driver.screen.contains("words differ"))
    driver.press("\\")
    #expect(driver.screen == before)
  }

  @Test func enterAndPLeadToWhereTheSendStands() throws {
    let driver = try driver("5:pfn 0x4<Enter>G<Enter>")
    let offset = try #require(driver.session.inspector.position.offset)
    #expect(driver.session.inspector.current == .tree)
    #expect((driver.session.inspector.view(.tree) as? TreeView)?.node?.kind == .delta)
    driver.press("5p")
    #expect(driver.session.inspector.current == .pages)
    #expect(driver.session.inspector.position.offset == offset)
    driver.press("P")
    #expect(driver.session.inspector.current == .page)
    // The entry that says that the page is broken has no content of its own.
    driver.press("ggj<Enter>")
    #expect((driver.session.inspector.view(.tree) as? TreeView)?.node?.kind == .entry)
  }

  @Test func vTurnsBetweenBytesRunMapAndFields() throws {
    let driver = try InspectorDriver(sample: "pv64.bin")
    driver.press("5:pfn 0x18<Enter>v")
    #expect(driver.screen.contains("run map of send 0"))
    driver.press("v")
    #expect(driver.screen.contains("fields of l4_page_table at checkpoint 0"))
    #expect(driver.screen.contains("PFN 0x1e, writable, user, accessed, dirty"))
    // Enter follows the page tables.
    driver.press("<Tab><Enter>")
    #expect(view(driver)?.pfn == 0x1e)
    #expect(driver.screen.contains("fields of l3_page_table"))
    driver.press("^O")
    #expect(view(driver)?.pfn == 0x18)
  }

  @Test func whereThereIsRoomTheRunMapHasAPlaceOfItsOwn() throws {
    for (rows, columns) in [(50, 160), (60, 200)] {
      let driver = try driver("5G", rows: rows, columns: columns)
      #expect(driver.screen.contains("run map of send 4") && driver.screen.contains("bytes at checkpoint 3"))
      #expect(driver.grid.cells.count { $0.style == .encodingDelta && $0.rune == 0x2588 } == 1)
    }
  }

  @Test func aLargeScreenHasAMapOfAllWords() throws {
    let driver = try driver("5G", rows: 60, columns: 200)
    let lines = driver.lines.map(String.init)
    let head = try #require(lines.firstIndex { $0.contains("all words at checkpoint 3") })
    let figures = lines[head + 1].split(separator: "│").first?.split(separator: " ") ?? []
    let sum = figures.compactMap { Int($0.replacing(",", with: "")) }.reduce(0, +)
    #expect(sum == 1024, "\(lines[head + 1])")
    // The second row of words: 64 of four bytes each, with a label of six cells.
    driver.click(row: head + 3, column: 6 + 2)
    #expect(view(driver)?.pane.bytes.cursor == 0x100 + 2 * 4)
    driver.resize(rows: 36, columns: 120)
    #expect(!driver.screen.contains("all words"))
  }

  @Test func structuresAreNamed() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("5:pfn 0x5c<Enter>:ckpt 2<Enter>")
    #expect(driver.screen.contains("This page is the xenstore ring (tail of checkpoint 2)."))
  }

  @Test func whatIsNotKnownYetIsSaidAndThenShown() throws {
    let bytes = eventful()
    let capture = Capture(bytes: bytes)
    let indexer = CaptureIndexer(capture: capture)
    try indexer.run()
    var arriving = indexer.index.snapshot
    arriving.isFinished = false
    let session = InspectorSession(
      capture: capture, index: emptyIndex(size: bytes.count, isFinished: false), inspector: Inspector(path: "x"))
    _ = session.send(.resize(rows: 24, columns: 80))
    _ = session.send(.key(.character("5")))
    #expect(screen(of: session).contains("No pages have been read yet."))
    _ = session.send(.index(arriving, milliseconds: 0))
    while session.isWorking { _ = session.continueWork() }
    #expect(screen(of: session).contains("PFN 0x4 "))
    #expect(screen(of: session).contains("sent 4 times"))
  }

  private func screen(of session: InspectorSession) -> String {
    var grid = Grid(rows: 24, columns: 80)
    session.inspector.draw(into: &grid)
    return grid.text
  }

  @Test func theMouseSelectsASendAndAByte() throws {
    let driver = try driver("5")
    let row = try #require(driver.lines.firstIndex { $0.contains("BROKEN") })
    driver.click(row: row, column: 20)
    #expect(view(driver)?.checkpoint == 1)
    driver.press("K")
    let bytes = try #require(driver.lines.firstIndex { $0.hasPrefix(" 00000010") })
    driver.click(row: bytes, column: 12 + 3)
    #expect(view(driver)?.focus == .content)
    #expect(view(driver)?.pane.bytes.cursor == 0x11)
  }

  /// What is shown is guest memory; what is lit is what a plain comparison finds.
  @Test(arguments: Fixtures.half(of: Fixtures.tiny))
  func contentAndChangedWordsAreThoseOfGuestMemory(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let driver = InspectorDriver(capture: read.capture, index: read.index)
    driver.press("5")
    let pfns = Set(try PageRows(capture: read.capture, index: read.index).rows(0..<400, contentOnly: true).map(\.pfn))
    // Each key is a screen: every third page stands for its neighbors.
    for pfn in pfns.sorted().enumerated().filter({ $0.offset % 3 == 0 }).map(\.element) {
      driver.press(":pfn \(pfn)<Enter>:ckpt 0<Enter>")
      for checkpoint in read.index.checkpoints.indices {
        let content = try #require(view(driver)?.content)
        #expect(content.pfn == pfn && content.checkpoint == checkpoint)
        let page = try memory.page(pfn: pfn, at: checkpoint)
        #expect(content.page == page)
        let before = checkpoint > 0 ? try memory.page(pfn: pfn, at: checkpoint - 1) : nil
        for word in 0..<1024 {
          let bytes = word * 4..<word * 4 + 4
          let differs = page != nil && before != nil && page?.bytes[bytes] != before?.bytes[bytes]
          if content.isNew(word: word) != differs { Issue.record("PFN \(pfn) at \(checkpoint), word \(word)") }
        }
        driver.press("J")
      }
    }
  }

  @Test(arguments: Fixtures.half(of: [1, 2, 3, 4] as [UInt64]))
  func randomKeysOnADamagedCaptureLeaveAScreenOfText(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var bytes = seed % 2 == 0 ? eventful() : try FixtureFile.bytes(Fixtures.sample("pv64.bin"))
    for _ in 0..<12 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random) }
    let driver = try InspectorDriver(bytes: bytes, name: "damaged, seed \(seed)")
    let keys: [Key] =
      Array("jjkkGgJKJK()()=v=v\\ybhlPpn5".unicodeScalars).map { .character($0) } + [.tab, .enter, .left, .right]
    driver.press("5")
    for step in 0..<250 {
      switch Int.random(in: 0..<20, using: &random) {
      case 0:
        driver.resize(rows: .random(in: 0...60, using: &random), columns: .random(in: 0...210, using: &random))
      case 1: driver.press(":pfn \(Int.random(in: 0..<0x60, using: &random))<Enter>")
      case 2: driver.click(row: .random(in: 0..<60, using: &random), column: .random(in: 0..<200, using: &random))
      default: driver.send(.key(keys.randomElement(using: &random) ?? .enter))
      }
      let grid = driver.grid
      if step.isMultiple(of: 10) { #expect(grid.unsafeCells == 0) }
    }
  }
}
