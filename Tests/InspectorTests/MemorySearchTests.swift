@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Searching guest memory, from the views that show pages.
@Suite struct MemorySearchTests {
  /// Pages 4, 5 and 9. "needle" lies whole in page 9; in page 4 a delta completes it; and from checkpoint 1 on one
  /// reaches from page 4 into page 5.
  private func bytes() -> [UInt8] {
    var builder = RemusCaptureBuilder()
    builder.send([
      (4, RemusCaptureBuilder.page("need", at: 64)), (5, RemusCaptureBuilder.page()),
      (9, RemusCaptureBuilder.page("a Needle", at: 510)),
    ])
    builder.endCheckpoint(compressesNext: true)
    builder.sendDeltas([
      (4, RemusCaptureBuilder.delta(word: 17, "le")), (5, RemusCaptureBuilder.delta(word: 0, "dle")),
    ])
    builder.endCheckpoint()
    builder.sendDeltas([(4, RemusCaptureBuilder.delta(word: 1023, " nee"))])
    builder.endCheckpoint()
    return builder.bytes
  }

  private func driver(_ keys: String) throws -> InspectorDriver {
    let driver = try InspectorDriver(bytes: bytes(), name: "needles.bin")
    driver.press(keys)
    return driver
  }

  /// The page, the byte and the checkpoint that the Page view stands at.
  private func place(_ driver: InspectorDriver) -> [UInt64] {
    let position = driver.session.inspector.position
    guard driver.session.inspector.current == .page else { return [] }
    return [position.focus.pfn ?? 0, UInt64(position.byteOfPage ?? 0), UInt64(position.focus.checkpoint ?? 0)]
  }

  @Test func aTextThatOnlyDeltasCompleteIsFound() throws {
    // The capture itself holds it once: in page 9.
    let file = PatternMatcher(.text(Array("needle".utf8)))
    let bytes = bytes()
    #expect(file.places(in: bytes.span, startingIn: 0..<bytes.count, most: 9).count == 1)
    let driver = try driver("2:ckpt 1<Enter>/needle<Enter>")
    #expect(place(driver) == [4, 64, 1])
    #expect(driver.screen.contains("Match 1 of 2, at address 0x4040"))
  }

  @Test func hitsComeInTheOrderOfAddressesAndGoRound() throws {
    let driver = try driver("2:ckpt 2<Enter>/needle<Enter>")
    var places = [place(driver)]
    for _ in 0..<3 {
      driver.press("n")
      places.append(place(driver))
    }
    // One of them reaches from page 4 into page 5.
    #expect(places == [[4, 64, 2], [4, 4093, 2], [9, 512, 2], [4, 64, 2]])
    #expect(driver.screen.contains("Match 1 of 3, at address 0x4040; went on from the other end"))
    driver.press("NN")
    #expect(place(driver) == [4, 4093, 2])
  }

  @Test func memoryIsThatOfTheCheckpointLookedAt() throws {
    let driver = try driver("2gg/needle<Enter>")
    #expect(place(driver) == [9, 512, 0])
    #expect(driver.screen.contains("Match 1 of 1"))
  }

  @Test func bytesAreFoundExactly() throws {
    let driver = try driver("2gg/x:4e65 6564<Enter>")
    #expect(place(driver) == [9, 512, 0])
    driver.press("2/x:6e656564 6c<Enter>")
    #expect(driver.screen.contains("Not found"))
  }

  @Test func theHitIsLitAndTheCursorIsThere() throws {
    let driver = try driver("2:ckpt 2<Enter>/needle<Enter>")
    let grid = driver.grid
    // The cursor stands on the first byte, in digits and as a character.
    #expect(grid.cells.count { $0.style == .matchCurrent && $0.rune != 0x20 } == 5 * 3)
    #expect(driver.session.inspector.position.words.contains("byte 0x40"))
  }

  @Test func theSearchStartsFromTheCursor() throws {
    let driver = try driver("5:pfn 0x5<Enter>:ckpt 2<Enter>/needle<Enter>")
    #expect(place(driver) == [9, 512, 2])
    // Further on in the same view: from where one has moved to.
    driver.press(":pfn 0x4<Enter>ggn")
    #expect(place(driver) == [4, 64, 2])
  }

  @Test func theTreeStillSearchesTheCapture() throws {
    let driver = try driver("1/needle<Enter>")
    #expect(driver.session.inspector.current == .tree)
    #expect(driver.screen.contains("Match 1 of 1, at"))
  }

  @Test func whatWasFoundBeforeTheSearchWasStoppedIsKept() throws {
    var builder = RemusCaptureBuilder(p2mSize: 1 << 16)
    for first in stride(from: 0, to: 2048, by: 256) {
      builder.send((first..<first + 256).map { (UInt64($0), RemusCaptureBuilder.page("needle", at: 8)) })
    }
    builder.endCheckpoint()
    let read = try IndexedCapture(bytes: builder.bytes)
    let session = InspectorSession(
      capture: read.capture, index: read.index, inspector: Inspector(path: "many.bin"))
    _ = session.send(.resize(rows: 24, columns: 80))
    _ = session.send(.index(read.index, milliseconds: 0))
    // What goes on beside the keys is not looked at here.
    while session.isWorking { _ = session.continueWork() }
    for key in "2/needle".unicodeScalars { _ = session.send(.key(.character(key))) }
    _ = session.send(.key(.enter))
    while session.inspector.search.list.hits.isEmpty, session.isWorking { _ = session.continueWork() }
    let found = session.inspector.search.list.hits.count
    let isSearching = session.inspector.search.isRunning
    #expect(isSearching && found < 2048)
    #expect(session.inspector.message?.text == "Match 1 of \(NumberText.grouped(found)) so far, at address 0x8")
    _ = session.send(.key(.character("z")))
    // What is read of the page of the hit goes on, and the search does not.
    while session.isWorking { _ = session.continueWork() }
    #expect(session.inspector.search.list.hits.count == found)
    _ = session.send(.key(.character("N")))
    while session.isWorking { _ = session.continueWork() }
    #expect(session.inspector.search.list.hits.count == 2048)
    let places: [UInt64] = (0..<2048).map { (page: UInt64) -> UInt64 in page * 4096 + 8 }
    #expect(session.inspector.search.list.hits.map(\.place) == places)
    #expect(session.inspector.position.focus.pfn == 2047)
  }

  @Test func pagesFarApartAreSearchedAsFastAsOthers() throws {
    var builder = RemusCaptureBuilder(p2mSize: 0xfff_ffff)
    builder.send([(1, RemusCaptureBuilder.page("needle")), (0xfff_fff0, RemusCaptureBuilder.page("needle", at: 4090))])
    builder.endCheckpoint()
    let driver = try InspectorDriver(bytes: builder.bytes, name: "sparse.bin")
    driver.press("2/needle<Enter>n")
    #expect(place(driver) == [0xfff_fff0, 4090, 0])
    #expect(driver.screen.contains("Match 2 of 2"))
  }
}
