@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import Inspector

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

  /// A session over 8 MiB with a needle at the start of each MiB, the search for them begun and not finished.
  private func begun() -> InspectorSession {
    var bytes = [UInt8](repeating: 1, count: 8 << 20)
    for place in 0..<8 { bytes.replaceSubrange(place << 20..<place << 20 + 6, with: Array("needle".utf8)) }
    return begun(bytes)
  }

  private func begun(_ bytes: [UInt8]) -> InspectorSession {
    let index = emptyIndex(size: bytes.count)
    let root = HandMadeTree().wide(bytes.count / 16 - 1)
    let reader = EffectReader(capture: Capture(bytes: bytes), index: index, root: root)
    let session = InspectorSession(reader: reader, inspector: Inspector(path: "x"))
    _ = session.send(.resize(rows: 24, columns: 80))
    _ = session.send(.index(index, milliseconds: 0))
    press("1/needle", session)
    _ = session.send(.key(.enter))
    return session
  }

  private func press(_ keys: String, _ session: InspectorSession) {
    for key in keys.unicodeScalars { _ = session.send(.key(.character(key))) }
  }

  private func message(_ session: InspectorSession) -> String { session.inspector.message?.text ?? "" }

  @Test func hitsAreKeptAsTheyComeInAndSteppedThroughAtOnce() {
    let session = begun()
    _ = session.continueWork()
    #expect(message(session) == "Match 1 of 2 so far, at 0x0")
    _ = session.continueWork()
    #expect(message(session) == "Match 1 of 4 so far, at 0x0")
    press("nn", session)
    #expect(message(session) == "Match 3 of 4 so far, at 0x200000")
    press("z", session)
    #expect(message(session) == "The search was stopped after 4 hits, which are kept; n goes on")
    #expect(!session.isWorking)
    press("n", session)
    #expect(message(session) == "Match 4 of 4 so far, at 0x300000")
    #expect(!session.isWorking)
    // The next one is not known yet.
    press("n", session)
    #expect(session.isWorking)
    while session.isWorking { _ = session.continueWork() }
    #expect(message(session) == "Match 5 of 8, at 0x400000")
  }

  @Test func theMatchBeforeTheFirstIsLookedForFromTheEnd() {
    let session = begun()
    _ = session.continueWork()
    press("N", session)
    _ = session.continueWork()
    #expect(message(session) == "Match 4 of 4 so far, at 0x700000; went on from the other end")
    press("z", session)
    press("n", session)
    #expect(message(session) == "Match 1 of 4 so far, at 0x0; went on from the other end")
  }

  @Test func thereIsAnEndToWhatIsKept() {
    let session = begun((0..<12_000).flatMap { _ in Array("needle..".utf8) })
    while session.isWorking { _ = session.continueWork() }
    #expect(message(session) == "Match 1 of the 10,000 that are kept; there are more, at 0x0")
    press("n", session)
    #expect(message(session).hasPrefix("Match 2 of the 10,000"))
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
          target: .pattern(.bytes(Array("needle".utf8))), stretches: [0..<UInt64.max], backwards: backwards,
          mostHits: HitList.most))
      var hits: [SearchHit] = []
      while case .progress(let progress)? = reader.continueSearch() { hits += progress.hits }
      #expect(hits == [SearchHit(place: UInt64(place), match: .bytes)])
    }
  }
}
