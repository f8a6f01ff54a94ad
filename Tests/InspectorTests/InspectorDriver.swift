@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Presses keys on an inspector over a capture and looks at its screen, with no terminal.
final class InspectorDriver {
  let session: InspectorSession
  private(set) var rows: Int
  private(set) var columns: Int
  /// What the inspector wanted of a front end so far.
  private(set) var effects: [Effect] = []
  private var clock: UInt64 = 0

  init(
    capture: Capture, index: IndexSnapshot, root: TreeNode? = nil, rows: Int = 24, columns: Int = 80,
    glyphs: Glyphs = .unicode, settings: Settings = Settings(), comparedWith other: String? = nil
  ) {
    let reader = EffectReader(capture: capture, index: index, root: root)
    session = InspectorSession(
      reader: reader,
      inspector: Inspector(path: capture.path, comparedWith: other, glyphs: glyphs, settings: settings))
    self.rows = rows
    self.columns = columns
    send(.resize(rows: rows, columns: columns))
    send(.index(index, milliseconds: 0))
  }

  /// An inspector over bytes that have been indexed to their end.
  convenience init(
    bytes: [UInt8], name: String, rows: Int = 24, columns: Int = 80, glyphs: Glyphs = .unicode,
    settings: Settings = Settings(), comparedWith other: String? = nil
  ) throws {
    let capture = Capture(bytes: bytes, path: name)
    let indexer = CaptureIndexer(capture: capture)
    try? indexer.run()
    self.init(
      capture: capture, index: indexer.index.snapshot, rows: rows, columns: columns, glyphs: glyphs, settings: settings,
      comparedWith: other)
  }

  /// An inspector over a file of `Samples/`.
  convenience init(
    sample: String, rows: Int = 24, columns: Int = 80, glyphs: Glyphs = .unicode, settings: Settings = Settings(),
    comparedWith other: String? = nil
  ) throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample(sample))
    try self.init(
      bytes: bytes, name: sample, rows: rows, columns: columns, glyphs: glyphs, settings: settings, comparedWith: other)
  }

  func send(_ event: InspectorEvent) {
    effects += session.send(event)
    while session.isWorking { effects += session.continueWork() }
  }

  /// Gives the capture that the first is to be compared with.
  func compare(with bytes: [UInt8], name: String) throws {
    let other = try IndexedCapture(bytes: bytes)
    let capture = Capture(bytes: bytes, path: name)
    let sends = try PageSends(capture: capture, index: other.index)
    effects += session.compare(with: OtherCapture(capture: capture, index: other.index, sends: sends))
    while session.isWorking { effects += session.continueWork() }
  }

  /// Presses keys: characters as they are, `^D` for control, others as `<Enter>`, `<Tab>`, `<Esc>`, `<Up>`.
  func press(_ keys: String) {
    for key in Self.keys(keys) { send(.key(key)) }
  }

  func click(row: Int, column: Int, afterMilliseconds pause: UInt64 = 1000) {
    clock += pause
    send(.mouse(Mouse(.press, row: row, column: column, milliseconds: clock)))
  }

  func resize(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    send(.resize(rows: rows, columns: columns))
  }

  /// What a view knows.
  func view<View>(_ kind: ViewKind) throws -> View { try #require(session.inspector.view(kind) as? View) }

  var grid: Grid {
    var grid = Grid(rows: rows, columns: columns)
    session.inspector.draw(into: &grid)
    return grid
  }

  var screen: String { grid.text }
  var lines: [Substring] { screen.split(separator: "\n", omittingEmptySubsequences: false) }

  private static func keys(_ text: String) -> [Key] {
    var keys: [Key] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first == "<", let end = rest.firstIndex(of: ">"),
        let key = named[String(rest[rest.index(after: rest.startIndex)..<end])]
      {
        keys.append(key)
        rest = rest[rest.index(after: end)...]
      } else if first == "^", let letter = rest.dropFirst().first?.lowercased().unicodeScalars.first {
        keys.append(.control(letter))
        rest = rest.dropFirst(2)
      } else {
        keys += first.unicodeScalars.map { .character($0) }
        rest = rest.dropFirst()
      }
    }
    return keys
  }

  private static let named: [String: Key] = [
    "Enter": .enter, "Tab": .tab, "BackTab": .backTab, "Esc": .escape, "Up": .up, "Down": .down, "Left": .left,
    "Right": .right, "Home": .home, "End": .end, "PageUp": .pageUp, "PageDown": .pageDown, "Backspace": .backspace,
    "F1": .function(1),
  ]
}
