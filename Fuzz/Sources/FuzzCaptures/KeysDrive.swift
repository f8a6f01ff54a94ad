@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

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
      InspectorSession(capture: reading.capture, index: reading.index, inspector: inspector), &random)
    session.send(.index(reading.index, milliseconds: 0))
    if let other, let index = other.index {
      let sends = try PageSends(capture: other.capture, index: index)
      session.compare(with: OtherCapture(capture: other.capture, index: index, sends: sends))
    }
    for round in 0..<40 {
      if round == 20 { for event in Happening.events(&random, reading.index) { session.send(event) } }
      for event in Typing.events(&random) { session.send(event) }
      session.look()
      if random.below(8) == 0 { session.resize(&random) }
    }
    session.checkState()
  }
}

/// A session and the screen that it draws on.
final class DrivenSession {
  private let session: InspectorSession
  private var rows = 24
  private var columns = 80

  init(_ session: InspectorSession, _ random: inout Random) {
    self.session = session
    resize(&random)
  }

  func resize(_ random: inout Random) {
    (rows, columns) = random.element(
      of: [(24, 80), (24, 80), (50, 132), (16, 60), (5, 20), (0, 0), (200, 300), (random.below(60), random.below(200))])
    send(.resize(rows: rows, columns: columns))
  }

  func send(_ event: InspectorEvent) {
    check(session.send(event))
    work()
  }

  func compare(with other: OtherCapture) {
    check(session.compare(with: other))
    work()
  }

  /// Does what is to be done beside the keys, most of it.
  private func work() {
    for _ in 0..<200 where session.isWorking { check(session.continueWork()) }
  }

  /// What goes to the clipboard may be pasted into a shell.
  private func check(_ effects: [Effect]) {
    for case .copy(let text) in effects { promise(isShown(text), "what was copied") }
  }

  /// What is kept of marks and notes is taken in again.
  func checkState() {
    guard let state = session.inspector.stateToKeep else { return }
    var next = Inspector(path: "again")
    next.restore(state: state)
    promise(next.stateToKeep == nil, "what was kept of a capture is not what was taken in again")
  }

  func look() {
    var grid = Grid(rows: rows, columns: columns)
    session.inspector.draw(into: &grid)
    for row in 0..<rows {
      var column = 0
      while column < columns {
        let scalar = Unicode.Scalar(grid[row, column].rune)
        guard let scalar, scalar.value != 0, EscapedText.isShown(scalar) else {
          return promise(false, "a cell of \(grid[row, column].rune) at \(row), \(column) of \(rows)x\(columns)")
        }
        let width = scalar.value < 0x7f ? 1 : TextWidth.of(String(scalar))
        promise(width == 1 || width == 2 && column + 1 < columns, "a character of width \(width) at \(row), \(column)")
        if width == 2 { promise(grid[row, column + 1].rune == 0, "a wide character is cut at \(row), \(column)") }
        column += width
      }
    }
  }
}
