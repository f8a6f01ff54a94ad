@_spi(Measuring) import SaveStream

@_spi(Measuring) @testable import Inspector

/// The inspector, driven by keys at several sizes of the screen: every cell of every screen is one that may be shown.
struct KeysDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    let other = random.below(3) == 0 ? ChangedCapture(reading, &random) : nil
    var inspector = Inspector(
      path: Subject.path, comparedWith: other?.capture.path, glyphs: random.below(4) == 0 ? .ascii : .unicode,
      settings: Preferences.settings(reading.subject.bytes, &random), opening: Preferences.opening(&random))
    inspector.restore(state: Preferences.state(reading.subject.bytes, &random))
    let session = DrivenSession(
      InspectorSession(capture: reading.capture, index: reading.index, inspector: inspector), of: reading.capture,
      &random)
    session.send(.index(reading.index, milliseconds: 0))
    if let other, let index = other.index {
      let sends = try PageSends(capture: other.capture, index: index)
      session.compare(with: OtherCapture(capture: other.capture, index: index, sends: sends))
    }
    let typing = Typing(known: KnownWords(reading, &random))
    for _ in 0..<Self.acts {
      for event in typing.events(in: session.inspector, &random) { session.send(event) }
      session.look()
      switch random.below(32) {
      case 0: for event in Happening.events(&random, reading) { session.send(event) }
      case 1: session.resize(&random)
      default: break
      }
    }
    if let found = reading.behindDamage { reread(found, session) }
    session.finish()
    if random.below(4) == 0 { giveEveryCommand(&random) }
  }

  /// The capture was read once more, on behind damage: all views show it.
  private func reread(_ found: IndexSnapshot, _ session: DrivenSession) {
    session.send(.reread(found, milliseconds: 1))
    for view in "012345678".unicodeScalars {
      session.send(.key(.character(view)))
      session.look()
    }
  }

  /// Gives each view the commands of all others.
  private func giveEveryCommand(_ random: inout Random) {
    var settings = Settings()
    settings.keys = EveryCommand.keyMap(behind: settings.keys)
    let inspector = Inspector(path: Subject.path, settings: settings)
    let session = DrivenSession(
      InspectorSession(capture: reading.capture, index: reading.index, inspector: inspector), of: reading.capture,
      &random)
    session.send(.index(reading.index, milliseconds: 0))
    let typing = Typing(known: KnownWords(reading, &random))
    for view in "012345678?".unicodeScalars {
      session.send(.key(.character(view)))
      for event in typing.events(in: session.inspector, &random) { session.send(event) }
      let kind = session.inspector.current
      for keys in EveryCommand.keys {
        for event in keys { session.send(event) }
        if session.inspector.prompt.line != nil { session.send(.key(.escape)) }
        // Some lead to another view.
        if session.inspector.current != kind { session.send(.key(.character(view))) }
      }
      session.look()
    }
    session.finish()
  }

  private static let acts = 48
}
