import SaveStream
import Testing

@testable import Inspector

@Suite struct SearchTests {
  private func driver() -> InspectorDriver {
    var bytes = [UInt8](repeating: 0, count: 64)
    bytes.replaceSubrange(20..<26, with: Array("NEEDLE".utf8))
    bytes.replaceSubrange(50..<56, with: Array("needle".utf8))
    let root = HandMadeTree().leaves([
      ("alpha", .number(1)), ("beta", .number(2)), ("gamma", .number(3)), ("delta", .number(4)),
    ])
    let driver = InspectorDriver(capture: Capture(bytes: bytes), index: emptyIndex(size: 64), root: root)
    driver.press("1")
    return driver
  }

  private func selected(_ driver: InspectorDriver) -> String {
    driver.session.inspector.position.words
  }

  @Test func textIsFoundInContentInEitherCase() {
    let driver = driver()
    driver.press("/needle<Enter>")
    #expect(selected(driver) == "beta")
    driver.press("n")
    #expect(selected(driver) == "delta")
    driver.press("n")
    #expect(selected(driver) == "beta")
    #expect(driver.screen.contains("went on from the other end"))
    driver.press("N")
    #expect(selected(driver) == "delta")
  }

  @Test func namesOfNodesAreFound() {
    let driver = driver()
    driver.press("/amm<Enter>")
    #expect(selected(driver) == "gamma")
  }

  @Test func bytesAreFoundExactly() {
    let driver = driver()
    driver.press("/x:6e65<Enter>")
    #expect(selected(driver) == "delta")
    driver.press("n")
    #expect(selected(driver) == "delta")
  }

  @Test func whatIsNotThereIsSaid() {
    let driver = driver()
    driver.press("/nothing<Enter>")
    #expect(driver.screen.contains("Not found"))
    driver.press("/x:6<Enter>")
    #expect(driver.screen.contains("two hex digits"))
    #expect(driver.lines.last?.hasPrefix("/x:6") == true)
  }

  @Test func aSearchTakesSlicesAndCanBeStopped() {
    let capture = Capture(bytes: [UInt8](repeating: 1, count: 5 << 20))
    let index = emptyIndex(size: 5 << 20)
    let root = HandMadeTree().leaves([("only", .number(0))])
    let reader = EffectReader(capture: capture, index: index, root: root)
    let session = InspectorSession(reader: reader, inspector: Inspector(path: "x"))
    _ = session.send(.resize(rows: 24, columns: 80))
    _ = session.send(.index(index, milliseconds: 0))
    for key in "1/zz".unicodeScalars { _ = session.send(.key(.character(key))) }
    _ = session.send(.key(.enter))
    #expect(session.isWorking)
    _ = session.continueWork()
    #expect(session.isWorking)
    #expect(session.inspector.search.part > 0.3)
    _ = session.send(.key(.control("c")))
    #expect(!session.isWorking)
    #expect(session.inspector.message?.text.contains("stopped") == true)
  }

  @Test func aPatternAcrossTwoSlicesIsFound() {
    var bytes = [UInt8](repeating: 0, count: 5 << 20)
    let place = (2 << 20) - 3
    bytes.replaceSubrange(place..<place + 6, with: Array("needle".utf8))
    for backwards in [false, true] {
      let reader = EffectReader(
        capture: Capture(bytes: bytes), index: emptyIndex(size: bytes.count), root: HandMadeTree().leaves([]))
      reader.begin(
        SearchRequest(
          target: .pattern(.bytes(Array("needle".utf8))), start: backwards ? .max : 0, backwards: backwards,
          wraps: false))
      var match: SearchProgress.Match?
      while let progress = reader.continueSearch() { match = progress.match ?? match }
      #expect(match == .bytes(UInt64(place)..<UInt64(place + 6)))
    }
  }
}
