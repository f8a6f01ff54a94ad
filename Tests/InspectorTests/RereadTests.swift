@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// A damaged capture is read once more while it is on the screen.
@Suite struct RereadTests {
  @Test func whatWasKnownGoesAndWhatTheUserDidStays() throws {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus.bin"))
    var bytes = try read.bytes
    bytes.removeSubrange(100_000..<100_100)
    let driver = try InspectorDriver(bytes: bytes, name: "damaged.bin")
    driver.press("2")
    #expect(!driver.screen.contains("74 of 74 pages"))
    driver.press("ma")
    let marks = driver.session.inspector.marks
    let found = try IndexedCapture(bytes: bytes, options: ReadingOptions(salvages: true)).index
    driver.send(.reread(found, milliseconds: 100))
    #expect(driver.session.inspector.current == .pages)
    #expect(driver.session.inspector.marks == marks && !marks.isEmpty)
    #expect(driver.session.index.checkpoints.count == 5)
    driver.press("G")
    #expect(driver.screen.contains("74 of 74 pages"), "\(driver.screen)")
  }
}
