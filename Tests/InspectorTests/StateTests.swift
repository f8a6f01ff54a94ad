@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// What stays of a capture from one time to the next.
@Suite struct StateTests {
  private func inspector(_ keys: String, settings: Settings = Settings()) throws -> Inspector {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", settings: settings)
    driver.press(keys)
    return driver.session.inspector
  }

  @Test func marksNotesAndWhatWasTypedComeBack() throws {
    let before = try inspector("5:pfn 0x10<Enter>ma:note the clock page<Enter>2&pfn > 3<Enter>1/tail<Enter>")
    let kept = try #require(before.stateToKeep)
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    var after = driver.session.inspector
    after.restore(state: kept)
    #expect(after.marks == before.marks && after.marks.count == 2)
    for kind in Prompt.Kind.allCases { #expect(after.prompt.lines(of: kind) == before.prompt.lines(of: kind)) }
    #expect(after.message?.text == "1 mark and 1 note of last time; :marks lists them")
    // Nothing has changed since, so nothing is to be written.
    #expect(after.stateToKeep == nil)
  }

  @Test func aNoteIsShownAtItsPlaceAndListed() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", columns: 120)
    driver.press("3jj:note slow<Enter>k")
    #expect(!driver.screen.contains("note: slow"))
    driver.press("j")
    #expect(driver.screen.contains("note: slow"))
    driver.press("0:marks<Enter>")
    #expect(
      driver.screen.contains("Checkpoints: checkpoint 2") && driver.screen.contains("  slow  Checkpoints"),
      "\(driver.screen)")
    driver.press("<Enter>")
    #expect(driver.session.inspector.position.place == .checkpoint(2))
    driver.press(":note<Enter>j")
    #expect(driver.session.inspector.marks.isEmpty)
  }

  @Test func whereTheSettingIsOffNothingStays() throws {
    let settings = Settings(file: Array("set state off".utf8))
    #expect(try inspector("1ma", settings: settings).stateToKeep == nil)
    var after = try inspector("", settings: settings)
    after.restore(state: try #require(inspector("1ma").stateToKeep))
    #expect(after.marks.isEmpty)
  }

  @Test(arguments: [
    "", "savescope state 2\n", "savescope state 1\nmark", "savescope state 1\nmark ab | summary | x\n",
    "savescope state 1\nmark a | nowhere 3 | x\n", "savescope state 1\ntyped shell ls\n", "\u{0}\u{1}",
    "savescope state 1\nmark a | node 99999999999999999999999 | x\n",
  ])
  func whatIsDamagedIsNotUsedAndThatIsSaid(_ text: String) throws {
    var inspector = try inspector("")
    inspector.restore(state: Array(text.utf8))
    #expect(inspector.marks.isEmpty)
    #expect(inspector.message?.text == "What was kept of this capture is damaged: nothing of it is used")
  }

  @Test func theFormIsBoundedAndReadAgain() throws {
    var state = CaptureState()
    for number in 0..<1000 {
      let text = String(repeating: "\u{1b}x|", count: 200)
      state.marks.append(MarkedPlace(letter: nil, place: .checkpoint(number), words: text, note: text))
      state.typed[.search, default: []].append(text + "\(number)")
    }
    let bytes = state.bytes
    #expect(bytes.count <= CaptureState.mostBytes)
    #expect(!bytes.contains(0x1b))
    #expect(CaptureState(bytes) != nil)
  }

  @Test func everyPlaceThatOneCanBeAtHasAForm() throws {
    for keys in ["0", "1jj", "2jj", "3j", "4l", "5", "6j", "7", "8"] {
      let place = try inspector(keys).position.place
      let text = try #require(place.text, "\(keys)")
      #expect(Place(text: text) == place)
    }
  }

  @Test func aNoteOnANodeHoweverDeepIsReadAgain() throws {
    var state = CaptureState()
    let deep = Place.node(Array(repeating: 1, count: 80))
    state.marks.append(MarkedPlace(letter: nil, place: deep, words: "deep", note: "here"))
    #expect(CaptureState(state.bytes)?.marks == state.marks)
  }

  @Test func onlyALetterThatStandsByItselfMarks() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("m")
    driver.send(.key(.character("\u{345}")))
    #expect(driver.session.inspector.marks.isEmpty)
    driver.press("m")
    driver.send(.key(.character("\u{e9}")))
    #expect(driver.session.inspector.marks.count == 1)
  }

  @Test func openingGoesToItsPlaceOnceThatHasBeenRead() throws {
    let arriving = try ArrivingCapture(sample: "hvm-remus.bin")
    let opening = try Opening(place: "ckpt 3", view: "checkpoints")
    let session = try arriving.session(through: 1, Inspector(path: "x.bin", opening: opening))
    #expect(session.inspector.position.place == .checkpoint(0))
    _ = session.send(.index(arriving.whole.index, milliseconds: 1))
    #expect(session.inspector.current == .checkpoints)
    #expect(session.inspector.position.place == .checkpoint(3))
  }

  @Test func openingStaysAtACheckpointThatWasTheLastOneWhenItWasReached() throws {
    let arriving = try ArrivingCapture(sample: "hvm-remus.bin")
    let opening = try Opening(place: "ckpt 2", view: "checkpoints")
    let session = try arriving.session(through: 2, Inspector(path: "x.bin", opening: opening))
    #expect(session.inspector.position.place == .checkpoint(2))
    _ = session.send(.index(arriving.whole.index, milliseconds: 1))
    #expect(session.inspector.position.place == .checkpoint(2))
  }

  @Test func aWrongOpeningIsRefused() {
    #expect(throws: Opening.Refusal.self) { try Opening(place: "nowhere", view: nil) }
    #expect(throws: Opening.Refusal.self) { try Opening(place: nil, view: "help") }
  }

  @Test func aFileThatGrowsIsStillBeingWritten() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin", columns: 120)
    driver.send(.grown)
    #expect(driver.screen.contains("it is still being written; F follows it"))
    #expect(driver.screen.contains("The file is still being written"), "\(driver.screen)")
    driver.send(.following(true))
    driver.press("j")
    #expect(!driver.screen.contains("still being written"))
  }

  @Test func aFileThatWasWrittenOverIsNamedSoFromThenOn() throws {
    let driver = try InspectorDriver(sample: "hvm.bin", columns: 80)
    driver.send(.changed("hvm.bin: was written over since it was opened."))
    #expect(driver.screen.contains("was written over"))
    driver.press("1j")
    #expect(!driver.screen.contains("was written over"))
    #expect(driver.screen.contains("file changed"), "\(driver.screen)")
  }

  @Test func whatIsUnreadIsUnread() {
    var index = emptyIndex(size: 1000, isFinished: false)
    index.bytesRead = 200
    let driver = InspectorDriver(capture: Capture(bytes: [1]), index: index, rows: 40)
    #expect(driver.screen.contains("not read yet"), "\(driver.screen)")
    #expect(!driver.screen.contains("nothing can start from it"))
  }
}
