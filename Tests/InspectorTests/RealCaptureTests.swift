@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Every view over streams that real Xen code wrote, and over those that were broken on purpose.
@Suite struct RealCaptureTests {
  @Test(arguments: Fixtures.half(of: Fixtures.tiny + Fixtures.malformed))
  func everyViewFillsItsRows(_ fixture: CaptureFixture) throws {
    let driver = try InspectorDriver(bytes: try FixtureFile.bytes(fixture.path), name: fixture.path)
    let index = driver.session.inspector.index
    for keys in [
      "", "1", "*", "^F", "G", "J", "2", "G", "a", "G", "3", "G", "4", "J", "v+G", "7", "G", "e", "1:50%<Enter>",
      "<Tab><Tab>G",
    ] {
      driver.press(keys)
      let unread = driver.lines.filter { line in
        line.allSatisfy { $0 == " " || $0 == "…" || $0 == "›" } && line.contains("…")
      }
      #expect(unread.isEmpty, "after \(keys): \(unread.count) rows were not read")
    }
    #expect(index.isFinished)
  }

  @Test(arguments: Fixtures.tiny)
  func aPageLeadsToItsBytesAndBack(_ fixture: CaptureFixture) throws {
    let driver = try InspectorDriver(bytes: try FixtureFile.bytes(fixture.path), name: fixture.path)
    for keys in ["2gg", "2G", "2:50%<Enter>", "2:30%<Enter>"] {
      driver.press(keys)
      let row = driver.session.inspector.position
      driver.press("<Enter>")
      #expect(driver.session.inspector.position.offset == row.offset, "\(keys)")
      driver.press("p")
      #expect(driver.session.inspector.position.place == row.place, "\(keys)")
    }
  }

  @Test(arguments: Fixtures.malformed)
  func findingsLeadToATreeNode(_ fixture: CaptureFixture) throws {
    let driver = try InspectorDriver(bytes: try FixtureFile.bytes(fixture.path), name: fixture.path)
    for position in 0..<min(driver.session.inspector.index.findings.count, 10) {
      driver.press("e")
      let offset = driver.session.inspector.index.findings[position].offset
      let node = try #require((driver.session.inspector.view(.tree) as? TreeView)?.node)
      #expect(node.offset <= offset && offset <= node.end)
    }
  }
}
