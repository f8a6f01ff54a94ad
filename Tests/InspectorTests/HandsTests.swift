@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import Inspector

/// Keys that hands know from elsewhere.
@Suite struct HandsTests {
  private func driver(_ keys: String = "", rows: Int = 24, columns: Int = 80) throws -> InspectorDriver {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", rows: rows, columns: columns)
    driver.press(keys)
    return driver
  }

  private func press(_ keys: String, every pause: UInt64, _ driver: InspectorDriver) {
    for (place, scalar) in keys.unicodeScalars.enumerated() {
      driver.send(.key(.character(scalar), milliseconds: 10_000 + UInt64(place) * pause))
    }
  }

  @Test(arguments: ["3j", "2G", "1l", "7H"]) func aDigitIsNoCount(_ keys: String) throws {
    let driver = try driver()
    press(keys, every: 20, driver)
    let view = try #require(ViewKind(rawValue: keys.first?.wholeNumberValue ?? 0))
    #expect(driver.session.inspector.current == view)
    #expect(driver.screen.contains("There are no counts"), "\(driver.screen)")
    #expect(driver.session.inspector.position.row?.0 == 1)
  }

  @Test func whoLooksAtTheViewFirstMoves() throws {
    let driver = try driver()
    press("3j", every: 400, driver)
    #expect(driver.session.inspector.position.row?.0 == 2)
    #expect(!driver.screen.contains("There are no counts"))
  }

  @Test(arguments: ["x", "wq", "quit!", "exit", "q!", "qa"]) func theWordsThatLeaveLeave(_ word: String) throws {
    let driver = try driver("12:\(word)<Enter>")
    guard case .quit? = driver.effects.last else { return #expect(Bool(false), "\(driver.screen)") }
  }

  @Test func twoCapitalZQuit() throws {
    let driver = try driver("12ZZ")
    guard case .quit? = driver.effects.last else { return #expect(Bool(false), "\(driver.screen)") }
  }

  @Test func anIdleControlCSaysHowToQuit() throws {
    let driver = try driver("1^C")
    #expect(driver.screen.contains("Nothing is running: q goes back, Q quits"))
    #expect(driver.effects.isEmpty)
  }

  @Test func escapeGoesBackAndNeverQuits() throws {
    let driver = try driver("12<Esc>")
    #expect(driver.session.inspector.current == .tree)
    driver.press("<Esc><Esc>")
    #expect(driver.session.inspector.current == .summary)
    #expect(driver.screen.contains("This is the first view: Q quits"))
    #expect(driver.effects.isEmpty)
    // It gives up the first of two keys, and nothing else.
    driver.press("1g<Esc>")
    #expect(driver.session.inspector.current == .tree)
  }

  @Test func qComesBackToTheViewThatLedHere() throws {
    let driver = try driver("253p")
    #expect(driver.session.inspector.current == .pages)
    driver.press("q")
    #expect(driver.session.inspector.current == .checkpoints)
  }

  @Test func twoApostrophesGoToAndFro() throws {
    let driver = try driver("2:5<Enter>:20<Enter>")
    driver.press("''")
    #expect(driver.session.inspector.position.row?.0 == 5)
    driver.press("''")
    #expect(driver.session.inspector.position.row?.0 == 20)
    driver.press("[")
    #expect(driver.session.inspector.position.row?.0 == 5)
    driver.press("]")
    #expect(driver.session.inspector.position.row?.0 == 20)
  }

  @Test func theWindowMovesAndTheCursorStays() throws {
    let driver = try driver("2:30<Enter>H")
    let top = try #require(driver.session.inspector.position.row?.0)
    driver.press("L")
    #expect(driver.session.inspector.position.row?.0 == top + 18)
    driver.press("H^Y^Y")
    #expect(driver.session.inspector.position.row?.0 == top)
    driver.press("H")
    #expect(driver.session.inspector.position.row?.0 == top - 2)
    driver.press("^E")
    #expect(driver.session.inspector.position.row?.0 == top - 1)
  }

  @Test func columnsThatHaveNoRoomAreScrolledTo() throws {
    let driver = try driver("2")
    #expect(!driver.lines[2].contains("skips") && driver.lines[2].contains("ckpt"))
    for _ in 0..<12 { driver.press("<Right>") }
    #expect(driver.lines[2].contains("skips") && driver.lines[2].contains("PFN") && !driver.lines[2].contains("ckpt"))
    for _ in 0..<12 { driver.press("<Left>") }
    #expect(driver.lines[2].contains("ckpt"))
  }

  @Test func sortingGoesToTheFirstRow() throws {
    let driver = try driver("2&encoding = delta<Enter>j:sort length desc<Enter>")
    #expect(driver.session.inspector.position.row?.0 == 1)
    // In the order of the stream one stays at the row.
    driver.press("jj")
    let place = driver.session.inspector.position.place
    driver.press(":sort<Enter>")
    #expect(driver.session.inspector.position.place == place)
  }

  @Test func aDiffIsSortedByWords() throws {
    let driver = try driver(":diff 1 2<Enter>:sort words desc<Enter>")
    let view = try #require(driver.session.inspector.view(.diff) as? DiffView)
    let words = (0..<view.list.count).compactMap { view.rows?[$0] }.map { row in
      if case .page(let page) = row { page.words ?? 0 } else { 0 }
    }
    #expect(words == words.sorted(by: >) && words.first == 1024)
    #expect(driver.session.inspector.position.focus.pfn == 0x19)
  }

  @Test func aNumberIsTakenAsItIsTypedAndShownBothWays() throws {
    let driver = try driver("4:pfn 16<Enter>")
    #expect(driver.session.inspector.position.focus.pfn == 16)
    #expect(driver.screen.contains("PFN 0x10 (16)"))
    driver.press("/pfn:13<Enter>")
    #expect(driver.screen.contains("PFN 0xd (13): row"))
    driver.press("/pfn:d<Enter>")
    #expect(driver.screen.contains("Hex has 0x in front: pfn:0xd"))
  }

  @Test func sixteenDigitsAreAnAddress() {
    #expect(GoTo.address("ffffffff81000000")?.number == 0xffff_ffff_8100_0000)
    #expect(GoTo.address("ffffffff81000000")?.lacksSign == true)
    #expect(GoTo.address("0x10")?.number == 16)
    #expect(GoTo.address("ffff") == nil)
  }

  @Test func theTitleTellsFilesOfOneNameApart() {
    let capture = Capture(bytes: [1], path: "/data/remus-pv/stream.bin")
    let driver = InspectorDriver(capture: capture, index: emptyIndex(size: 1))
    #expect(driver.lines[0].hasPrefix(" remus-pv/stream.bin "))
    // Of a long folder as much as there is room for, while that tells something.
    let long = Capture(
      bytes: [1], path: "/data/a-folder-of-a-very-long-name-that-goes-on-and-on-and-on-far-behind-the-edge/stream.bin")
    let lines = InspectorDriver(capture: long, index: emptyIndex(size: 1)).lines
    #expect(lines[0].hasPrefix(" a-folder-of-a-very-") && lines[0].contains("…/stream.bin "), "\(lines[0])")
  }

  @Test func hintsLeaveOutWhatOneCheckpointAndASmallGuestHaveNoUseFor() throws {
    let hints = { (sample: String, keys: String) in
      let driver = try InspectorDriver(sample: sample, rows: 36, columns: 120)
      driver.press(keys)
      return String(driver.lines.last ?? "")
    }
    let single = try hints("pv64.bin", "4")
    for hint in ["J ckpt", "+ zoom", "> hottest"] { #expect(!single.contains(hint), "\(single)") }
    let several = try hints("hvm-remus-compressed.bin", "4")
    for hint in ["J ckpt", "> hottest"] { #expect(several.contains(hint), "\(several)") }
    #expect(!several.contains("+ zoom"), "a cell is one page")
    #expect(try !hints("hvm-remus-compressed.bin", "4-").contains("+ zoom"), "nor is there a way out")
  }

  @Test func hintsOfferWhatWorksHere() throws {
    let driver = try driver("1")
    #expect(driver.session.inspector.position.words == "header")
    for hint in ["P page", "p rows", "v result"] { #expect(!(driver.lines.last ?? "").contains(hint), "\(hint)") }
    driver.press("2")
    for hint in ["P page", "x export"] { #expect((driver.lines.last ?? "").contains(hint), "\(hint)") }
    driver.press("4")
    #expect((driver.lines.last ?? "").contains("J ckpt"))
    let sound = try InspectorDriver(sample: "pv64.bin")
    #expect(sound.session.inspector.index.findings.isEmpty && !(sound.lines.last ?? "").contains("e finding"))
  }
}
