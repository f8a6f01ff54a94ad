import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector
@_spi(Measuring) @testable import SaveStream

@Suite struct TreeOutlineTests {
  @Test func aMillionChildrenScrollWithoutBeingBuilt() {
    let tree = HandMadeTree()
    let root = tree.wide(1_000_000)
    let driver = InspectorDriver(
      capture: Capture(bytes: []), index: emptyIndex(size: 16_000_016), root: root, rows: 24, columns: 80)
    driver.press("1<Enter>")
    driver.press("^F^F^F")
    driver.press(":500000<Enter>")
    #expect(driver.screen.contains("entry 499998"))
    driver.press("G")
    #expect(driver.screen.contains("after"))
    #expect(driver.screen.contains("1,000,002 of 1,000,002"))
    #expect(tree.made < 2000)
  }

  @Test(arguments: ["v3-remus.bin", "hvm-remus-compressed.bin"])
  func aTreeStaysWhileTheCaptureIsReadAnew(_ sample: String) throws {
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    let reader = EffectReader(capture: read.capture, index: read.index)
    let path = reader.tree.path(to: read.index.checkpoints[2].offset)
    let checkpoint = try #require(path.first { $0.kind == .checkpoint })
    let parts = reader.tree.children(of: checkpoint).count
    reader.index = emptyIndex(size: Int(read.index.size), isFinished: false)
    #expect(reader.tree.children(of: checkpoint).count == parts)
    reader.index = read.index
    #expect(reader.tree.children(of: checkpoint).count == parts)
  }

  @Test func openingAndClosingKeepsTheRowsOfTheOthers() throws {
    var outline = TreeOutline()
    let tree = HandMadeTree()
    let root = tree.deep(width: 3, depth: 3)
    let reader = EffectReader(capture: Capture(bytes: []), index: emptyIndex(size: 27), root: root)
    fill(&outline, reader)
    outline.open([1], node: try #require(outline.node(at: [1])))
    fill(&outline, reader)
    #expect(outline.rowCount == 6)
    outline.open([1, 2], node: try #require(outline.node(at: [1, 2])))
    fill(&outline, reader)
    outline.open([0], node: try #require(outline.node(at: [0])))
    fill(&outline, reader)
    #expect(outline.rowCount == 12)
    for row in 0..<outline.rowCount { #expect(outline.row(of: outline.path(ofRow: row)) == row) }
    #expect(outline.path(ofRow: 7) == [1, 2])
    #expect(outline.path(ofRow: 8) == [1, 2, 0])
    #expect(outline.path(ofRow: 11) == [2])
    outline.close([1])
    #expect(outline.rowCount == 6)
    #expect(outline.path(ofRow: 5) == [2])
    #expect(outline.path(ofRow: 6).isEmpty)
  }

  private func fill(_ outline: inout TreeOutline, _ reader: EffectReader) {
    for _ in 0..<8 {
      for request in outline.missing(rows: 0..<40, height: 40) { outline.take(reader.children(request)) }
    }
  }

  @Test func openAllIsCappedAndSaysSo() {
    let tree = HandMadeTree()
    let driver = InspectorDriver(
      capture: Capture(bytes: []), index: emptyIndex(size: 100_000_000), root: tree.deep(width: 100, depth: 4))
    driver.press("1*")
    #expect(driver.screen.contains("Opened the first 5,000 nodes below"))
    #expect(tree.made < 20_000)
  }

  @Test func openAllOpensEverythingOfASmallTree() {
    let driver = InspectorDriver(
      capture: Capture(bytes: []), index: emptyIndex(size: 8), root: HandMadeTree().deep(width: 2, depth: 3))
    driver.press("1*jG*G")
    #expect(driver.screen.contains("14 of 14"))
  }

  @Test func whatGrowsIsListedAgain() {
    let small = HandMadeTree().leaves([("first", .number(1))])
    let reader = EffectReader(capture: Capture(bytes: []), index: emptyIndex(size: 16), root: small)
    var outline = TreeOutline()
    fill(&outline, reader)
    #expect(outline.rowCount == 1)
    #expect(outline.missing(rows: 0..<1, height: 10).isEmpty)
    let large = HandMadeTree().leaves([("first", .number(1)), ("second", .number(2))])
    outline.grow()
    fill(&outline, EffectReader(capture: Capture(bytes: []), index: emptyIndex(size: 32), root: large))
    #expect(outline.rowCount == 2)
  }
}
