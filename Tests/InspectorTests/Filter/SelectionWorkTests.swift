@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Rows that are looked for in slices, in a capture that may grow meanwhile.
@Suite struct SelectionWorkTests {
  private let session: InspectorSession
  private let index: IndexSnapshot

  init() throws {
    let capture = Capture(bytes: ManyPagesCapture.bytes)
    let indexer = CaptureIndexer(capture: capture)
    try indexer.run()
    index = indexer.index.snapshot
    session = InspectorSession(capture: capture, index: index, inspector: Inspector(path: "many.bin"))
    _ = session.send(.resize(rows: 24, columns: 100))
    _ = session.send(.index(index, milliseconds: 0))
    // What goes on beside the keys is not looked at here.
    _ = session.send(.key(.character("z")))
  }

  /// Presses keys, a line break for Enter and `~` to empty the line, and leaves work that they begin after its first
  /// slice.
  private func press(_ keys: String) {
    for scalar in keys.unicodeScalars {
      _ = session.send(.key(scalar == "\n" ? .enter : scalar == "~" ? .control("u") : .character(scalar)))
    }
  }

  private func work() { while session.isWorking { _ = session.continueWork() } }

  private var pages: PagesView { get throws { try #require(session.inspector.view(.pages) as? PagesView) } }

  private var screen: String {
    var grid = Grid(rows: 24, columns: 100)
    session.inspector.draw(into: &grid)
    return grid.text
  }

  @Test func rowsAreShownAsTheyAreFound() throws {
    press("2&encoding != raw\n")
    #expect(session.isWorking)
    #expect(screen.contains("encoding != raw: 8,191 of 150,001 pages so far"))
    #expect(screen.contains("selecting rows 5 %, z stops"))
    #expect(try pages.selectedRow?.pfn == 1)
    _ = session.continueWork()
    #expect(screen.contains("encoding != raw: 16,383 of 150,001 pages so far"))
    work()
    #expect(screen.contains("encoding != raw: 150,000 of 150,001 pages "))
  }

  @Test func theSelectedRowComesBackWhenItIsFoundUnlessOneMoved() throws {
    press("2:100001\n&encoding != raw\n")
    #expect(try pages.cursor.selected == 0)
    work()
    #expect(try pages.selectedRow?.pfn == 100_000)
    press("&~\n")
    press("&encoding != none\njj")
    work()
    #expect(try pages.cursor.selected == 2)
  }

  @Test func zKeepsWhatWasFound() throws {
    press("2&encoding != raw\nz")
    #expect(screen.contains("Stopped; what was found so far stays"))
    work()
    press("k")
    #expect(screen.contains("encoding != raw: 8,191 of 150,001 pages, stopped"))
    #expect(try pages.list.selection?.count == 8191)
    // The same once more goes on looking.
    press("&\n")
    work()
    #expect(try pages.list.selection?.count == 150_000)
  }

  @Test func zSortsWhatWasFound() throws {
    press("2:sort pfn desc\nz")
    work()
    press("k")
    #expect(try pages.list.selection?.count == 65_536)
    #expect(try pages.list.selection?.position(at: 0) == 65_535)
    #expect(screen.contains("65,536 of 150,001 pages, stopped"))
  }

  @Test func sortedRowsComeWhenAllAreRead() throws {
    press("2:5\n")
    press(":sort pfn desc\n")
    #expect(session.isWorking)
    #expect(try pages.selectedRow?.pfn == 4)
    #expect(screen.contains("▼PFN"))
    work()
    #expect(try pages.cursor.selected == 0)
    #expect(try pages.selectedRow?.pfn == 150_000)
  }

  @Test func anotherFilterTakesThePlaceOfOneThatIsLookedFor() throws {
    press("2&encoding != raw\n")
    press("&~pfn < 3\n")
    work()
    #expect(screen.contains("pfn < 3: 3 of 150,001 pages"))
    #expect(try pages.list.selection?.count == 3)
  }

  @Test func aCaptureThatGrowsIsLookedThroughAgainWithEveryNews() throws {
    var partial = index
    partial.isFinished = false
    let snapshot = { (rows: UInt64) in
      var snapshot = partial
      snapshot.contentCount = rows
      return InspectorEvent.index(snapshot, milliseconds: 0)
    }
    _ = session.send(snapshot(1000))
    press("2&encoding != raw\n")
    work()
    #expect(screen.contains("encoding != raw: 999 of 1,000 pages so far"))
    press(":500\n")
    _ = session.send(snapshot(1001))
    work()
    #expect(screen.contains("encoding != raw: 1,000 of 1,001 pages so far"))
    #expect(try pages.cursor.selected == 499)
    // Where nothing has come there is nothing to look at.
    _ = session.send(snapshot(1001))
    #expect(!session.isWorking)
    _ = session.send(.index(index, milliseconds: 0))
    work()
    #expect(screen.contains("encoding != raw: 150,000 of 150,001 pages "))
    #expect(!screen.contains("so far"))
    #expect(try pages.cursor.selected == 499)
  }

  @Test func aLargeTableIsLookedThroughAgainOnceInAWhile() {
    var index = self.index
    index.isFinished = false
    var list = PageList()
    let wanted = PageListRequest(filter: try? Filter<PageRow>("pfn > 3"), tableCount: 10 << 20, size: index.size)
    list.ask(for: wanted)
    var builder = PageSelectionBuilder(
      PageRows(capture: Capture(bytes: []), index: emptyIndex(size: 0, isFinished: true)), contentOnly: true,
      filter: wanted.filter,
      order: nil)
    while (try? builder.step()) == nil {}
    if let selection = builder.selection { _ = list.take(selection, of: wanted) }
    let grown: UInt64 = 10 << 20 + 5
    var news = 0
    while !list.isOutgrown(grown, index), news < 1000 {
      list.indexChanged()
      news += 1
    }
    #expect(news == 41)
    #expect(list.isOutgrown(13 << 20, index))
  }

  @Test func whatIsKnownStaysWhileItIsLookedForAnew() throws {
    var partial = index
    partial.isFinished = false
    partial.contentCount = 100_000
    _ = session.send(.index(partial, milliseconds: 0))
    press("2&encoding != raw\n")
    work()
    #expect(try pages.list.selection?.count == 99_999)
    _ = session.send(.index(index, milliseconds: 0))
    #expect(session.isWorking)
    #expect(try pages.list.selection?.count == 99_999)
    work()
    #expect(try pages.list.selection?.count == 150_000)
  }
}
