import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector
@_spi(Measuring) @testable import SaveStream

@Suite struct FindingMarkTests {
  private func index(_ findings: [Finding]) -> IndexSnapshot {
    var index = emptyIndex(size: 64)
    for finding in findings { index.findings.append(finding) }
    return index
  }

  @Test func theWorstFindingOfARangeIsTheMark() {
    var offsets = FindingOffsets()
    offsets.update(
      index([
        Finding(.trailingBytes, .note, at: 40), Finding(.unknownChunk, .error, at: 20),
        Finding(.pfnRepeated, .warning, at: 20), Finding(.cutShort, .warning, at: 63),
      ]).findings)
    #expect(offsets.worst(in: 0..<64) == .error)
    #expect(offsets.worst(in: 21..<64) == .warning)
    #expect(offsets.worst(in: 21..<41) == .note)
    #expect(offsets.worst(in: 0..<20) == nil)
    #expect(offsets.positions(in: 20..<64, most: 2) == [1, 2])
  }

  @Test func aLeafShowsTheWordsOfWhatIsWrongInIt() {
    let root = HandMadeTree().leaves([("good", .number(1)), ("bad", .number(2))])
    let finding = Finding(.unknownChunk, .error, at: 18)
    let driver = InspectorDriver(
      capture: Capture(bytes: [UInt8](repeating: 0, count: 32)), index: index([finding]), root: root)
    driver.press("1")
    #expect(!driver.screen.contains("error:"))
    driver.press("j")
    #expect(driver.screen.contains("error: "))
    #expect(driver.lines.contains { $0.hasPrefix(String(Glyphs.unicode.error)) && $0.contains("bad") })
    driver.press("gge")
    #expect(driver.session.inspector.position.words == "bad")
    #expect(driver.screen.contains("1/1"))
  }
}
