@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// What shows only once a capture has been indexed is looked for beside the keys.
@Suite struct SecondPassTests {
  private static func capture(_ name: String) throws -> IndexedCapture {
    let fixture = try #require(Fixtures.field.first { $0.name == name })
    return try IndexedCapture(path: fixture.path)
  }

  /// A session that has been shown a capture and has not worked any further.
  private static func session(_ read: IndexedCapture) -> InspectorSession {
    let session = InspectorSession(
      capture: read.capture, index: read.index, inspector: Inspector(path: "capture", glyphs: .unicode))
    _ = session.send(.resize(rows: 30, columns: 100))
    _ = session.send(.index(read.index, milliseconds: 0))
    return session
  }

  private static func screen(_ session: InspectorSession) -> String {
    var grid = Grid(rows: 30, columns: 100)
    session.inspector.draw(into: &grid)
    return grid.text
  }

  @Test func whatItFindsJoinsTheFindings() throws {
    let read = try Self.capture("pt-writable-map-of-l4")
    let driver = InspectorDriver(capture: read.capture, index: read.index, rows: 30, columns: 100)
    #expect(driver.screen.contains("1 error for Xen 4.5; 7 lists them"))
    #expect(driver.screen.contains("7 Findings (1)"))
    #expect(driver.screen.contains("a receiver could not start from it"))
    driver.press("7")
    #expect(driver.screen.contains("page-table-writable"))
    #expect(driver.screen.contains("1 of 1 findings"))
    #expect(read.index.findings.isEmpty, "what is known of the capture elsewhere stays as it was")
  }

  @Test(arguments: ["pt-writable-map-of-l4", "pt-good-not-present"])
  func nothingIsSoundBeforeItIsDone(_ name: String) throws {
    let session = try Self.session(Self.capture(name))
    var seen = 0
    while session.isWorking {
      let screen = Self.screen(session)
      #expect(!screen.contains("None: the stream is sound"))
      #expect(screen.contains("so far"))
      #expect(screen.contains("Being looked at: page tables"))
      seen += 1
      _ = session.continueWork()
    }
    #expect(seen > 2)
    #expect(Self.screen(session).contains("None: the stream is sound") == (name == "pt-good-not-present"))
    #expect(!Self.screen(session).contains("so far"))
  }

  @Test func itCanBeStoppedAndSaysWhatItDidNotLookAt() throws {
    let session = try Self.session(Self.capture("pt-writable-map-of-l4"))
    while session.isWorking, !Self.screen(session).contains("checking") { _ = session.continueWork() }
    #expect(Self.screen(session).contains("z stops"))
    _ = session.send(.key(.character("z")))
    #expect(!session.isWorking)
    let screen = Self.screen(session)
    #expect(screen.contains("Stopped; what was found so far stays"))
    #expect(screen.contains("Not looked at: page tables."))
    #expect(screen.contains("savescope verify also looks at page tables"))
  }

  /// A capture that grows is looked at once it has ended, and what was found before is not counted twice.
  @Test func itBeginsAnewWithAnotherIndex() throws {
    let read = try Self.capture("pt-writable-map-of-l4")
    let session = Self.session(read)
    while session.isWorking { _ = session.continueWork() }
    #expect(Self.screen(session).contains("7 Findings (1)"))
    var growing = read.index
    growing.isFinished = false
    _ = session.send(.index(growing, milliseconds: 10))
    #expect(!session.isWorking && !Self.screen(session).contains("7 Findings (1)"))
    _ = session.send(.index(read.index, milliseconds: 20))
    while session.isWorking { _ = session.continueWork() }
    #expect(Self.screen(session).contains("7 Findings (1)"))
  }

  @Test func anHVMGuestHasNothingOfIt() throws {
    let session = try Self.session(IndexedCapture(path: Fixtures.sample("hvm.bin")))
    #expect(!session.isWorking)
    #expect(Self.screen(session).contains("None: the stream is sound"))
  }

  @Test func theSendersCacheIsReplayed() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus-desync.bin"))
    let driver = InspectorDriver(capture: read.capture, index: read.index, rows: 30, columns: 100)
    driver.press("7")
    #expect(driver.screen.contains("delta-desync"))
  }
}
