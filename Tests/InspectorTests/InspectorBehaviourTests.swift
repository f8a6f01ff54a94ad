@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct InspectorBehaviourTests {
  @Test func leavingTheFirstViewQuits() throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press("12q")
    #expect(driver.session.inspector.current == .tree)
    driver.press("q")
    #expect(driver.session.inspector.current == .summary)
    #expect(driver.effects.isEmpty)
    driver.press("q")
    guard case .quit? = driver.effects.last else { return #expect(Bool(false), "q did not quit") }
  }

  @Test func enterOnAPageGoesToItsContentAndItsRowComesBack() throws {
    for sample in ["hvm-remus.bin", "pv64.bin", "hvm-32bit-toolstack.bin"] {
      let driver = try InspectorDriver(sample: sample)
      driver.press("2jjjj")
      let row = driver.session.inspector.position
      driver.press("<Enter>")
      #expect(driver.session.inspector.current == .tree)
      #expect(driver.session.inspector.position.offset == row.offset)
      driver.press("p")
      #expect(driver.session.inspector.current == .pages, "\(sample)")
      #expect(driver.session.inspector.position.place == row.place, "\(sample)")
    }
  }

  @Test func aDeltaLeadsToItsRow() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("2Gkk")
    let row = driver.session.inspector.position
    driver.press("<Enter>p")
    #expect(driver.session.inspector.position.place == row.place)
  }

  @Test func goingToAnOffsetSelectsTheLeafThere() throws {
    let driver = try InspectorDriver(sample: "pv64.bin")
    driver.press(":0x100<Enter>")
    let node = try #require((driver.session.inspector.view(.tree) as? TreeView)?.node)
    #expect(node.isLeaf && node.offset <= 0x100 && node.end > 0x100)
    driver.press("^O")
    #expect(driver.session.inspector.current == .summary)
    driver.press("]")
    #expect(driver.session.inspector.position.offset == node.offset)
  }

  @Test func checkpointsAreSteppedThrough() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("1:ckpt 1<Enter>")
    #expect(driver.session.inspector.position.words.contains("checkpoint[1]"))
    driver.press("J")
    #expect(driver.session.inspector.position.words.contains("checkpoint[2]"))
    driver.press("KK")
    #expect(driver.session.inspector.position.words.contains("checkpoint[0]"))
    driver.press("K")
    #expect(driver.screen.contains("No checkpoint before this one"))
    driver.press(":ckpt 99<Enter>")
    #expect(driver.screen.contains("Checkpoints are 0 to"))
  }

  @Test func theNextTimeAPFNWasSentIsFound() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("2G")
    let pages = { driver.session.inspector.view(.pages) as? PagesView }
    let pfn = try #require(pages()?.selectedRow?.pfn)
    let last = try #require(pages()?.cursor.selected)
    driver.press("(")
    let before = try #require(pages()?.selectedRow)
    #expect(before.pfn == pfn)
    #expect(pages()?.cursor.selected ?? last < last)
    driver.press(")")
    #expect(pages()?.cursor.selected == last)
  }

  @Test func marksComeBack() throws {
    let driver = try InspectorDriver(sample: "pv64.bin")
    driver.press("1jjma")
    let place = driver.session.inspector.position.place
    driver.press("2'a")
    #expect(driver.session.inspector.position.place == place)
    driver.press("'b")
    #expect(driver.screen.contains("No place is marked as b"))
    driver.press("m3")
    #expect(driver.screen.contains("A mark is a letter: no place was marked"))
  }

  @Test func theMouseLeavesALineThatIsBeingTypedAlone() throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press("2&pfn > 3")
    driver.click(row: 1, column: 12)
    driver.click(row: 6, column: 20)
    #expect(driver.session.inspector.current == .pages)
    #expect(driver.lines.last == "&pfn > 3")
  }

  @Test func aKeyThatDoesNothingSaysSo() throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press("0y")
    #expect(driver.screen.contains("y does nothing here; ? shows those that do"))
    driver.press("<Esc>")
    #expect(!driver.screen.contains("does nothing here"))
  }

  @Test func findingsAreReachedFromAnywhere() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin")
    driver.press("e")
    #expect(driver.session.inspector.current == .tree)
    #expect(driver.screen.contains("1/"))
    driver.press("7<Enter>")
    #expect(driver.session.inspector.current == .tree)
  }

  @Test func theMouseSelectsOpensAndSwitches() throws {
    let driver = try InspectorDriver(sample: "pv64.bin")
    let tabs = driver.lines[1]
    let tree = try #require(tabs.firstRange(of: "Tree")).lowerBound
    driver.click(row: 1, column: tabs.distance(from: tabs.startIndex, to: tree))
    #expect(driver.session.inspector.current == .tree)
    driver.click(row: 4, column: 20)
    let rows = driver.session.inspector.position.row?.of ?? 0
    driver.click(row: 4, column: 20, afterMilliseconds: 100)
    #expect(driver.session.inspector.position.row?.of ?? 0 > rows)
    driver.click(row: 4, column: 2)
    #expect(driver.session.inspector.position.row?.of == rows)
    driver.press("M")
    driver.click(row: 1, column: 1)
    #expect(driver.session.inspector.current == .tree)
  }

  @Test func drawingReadsNothing() throws {
    for keys in ["", "1", "1*", "2", "3v", "4", "4v+J", "7", "?"] {
      let driver = try InspectorDriver(sample: "hvm-remus.bin")
      driver.press(keys)
      let inspector = driver.session.inspector
      var first = Grid(rows: 24, columns: 80)
      inspector.draw(into: &first)
      var copy = inspector
      // Nothing is wanted any more once a screen stands, so a draw has nothing to wait for.
      #expect(copy.update(.resize(rows: 24, columns: 80)).isEmpty, "after \(keys)")
      var second = Grid(rows: 24, columns: 80)
      copy.draw(into: &second)
      #expect(first == second)
    }
  }

  @Test func copyingGivesTheValue() throws {
    let driver = try InspectorDriver(sample: "pv64.bin")
    driver.press("2y")
    guard case .copy(let text)? = driver.effects.last else { return #expect(Bool(false), "nothing was copied") }
    #expect(text.hasPrefix("0x"))
  }

  @Test(arguments: Fixtures.half(of: [1, 2, 3, 4, 5, 6] as [UInt64]))
  func randomKeysOnADamagedCaptureLeaveAScreenOfText(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var bytes = try FixtureFile.bytes(Fixtures.sample(seed % 2 == 0 ? "hvm-remus.bin" : "pv64.bin"))
    for _ in 0..<40 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random) }
    bytes.removeLast(Int.random(in: 0..<bytes.count / 2, using: &random))
    let driver = try InspectorDriver(bytes: bytes, name: "damaged, seed \(seed)")
    let keys = KeyMap.standard.bindings.flatMap(\.keys).flatMap { [$0.first] + ($0.second.map { [$0] } ?? []) }
    let typed: [Key] = Array("0x1f:/ pfn:ckpt 2%".unicodeScalars).map { .character($0) } + [.enter, .enter, .escape]
    for step in 0..<250 {
      switch Int.random(in: 0..<20, using: &random) {
      case 0:
        driver.resize(rows: .random(in: 0...60, using: &random), columns: .random(in: 0...200, using: &random))
      case 1: driver.click(row: .random(in: 0..<60, using: &random), column: .random(in: 0..<200, using: &random))
      case 2...5: driver.send(.key(typed.randomElement(using: &random) ?? .enter))
      default: driver.send(.key(keys.randomElement(using: &random) ?? .enter))
      }
      let grid = driver.grid
      if step.isMultiple(of: 10) { #expect(grid.unsafeCells == 0) }
    }
  }
}
