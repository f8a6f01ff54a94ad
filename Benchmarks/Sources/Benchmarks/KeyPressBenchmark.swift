import Inspector
import SaveStream

/// From a key press to the finished screen, in CPU time, in each view of a capture of 100 GiB.
enum KeyPressBenchmark: Benchmark {
  static let name = "keys"

  private static let views: [(key: Unicode.Scalar, name: String)] = [
    ("0", "Summary"), ("1", "Tree"), ("2", "Pages"), ("7", "Findings"),
  ]
  /// Moves about: by a row, by a page, to the end and back, into and out of what is there.
  private static let keys: [Key] = [
    .character("j"), .character("j"), .character("l"), .control("d"), .control("f"), .character("k"),
    .character("G"), .control("u"), .control("b"), .character("l"), .character("j"), .tab, .character("j"), .tab,
    .character("h"), .character("g"), .character("g"), .character("?"), .escape,
  ]

  static func run(in bench: Bench) throws {
    let path = bench.folder.file("hundred-gibibytes.bin")
    _ = try FormatACapture(path: path, pages: (100 << 30) / 4096, isSparse: true).write()
    let indexed = try IndexedCapture(path: path)
    Figures.heading("From a key press to the finished screen, CPU time, 160×50, 100 GiB; goal: under 5 ms")
    for view in views {
      let session = InspectorSession(
        capture: indexed.capture, index: indexed.index, inspector: Inspector(path: path, glyphs: .unicode))
      _ = session.send(.resize(rows: 50, columns: 160))
      _ = session.send(.index(indexed.index, milliseconds: 0))
      var slowest = (seconds: 0.0, key: Key.enter)
      var total = 0.0
      var presses = 0
      for key in [.character(view.key)] + Array(repeating: keys, count: 20).flatMap({ $0 }) {
        var grid = Grid(rows: 50, columns: 160)
        let seconds = Timing.processorSeconds {
          _ = session.send(.key(key))
          session.inspector.draw(into: &grid)
        }
        if seconds > slowest.seconds { slowest = (seconds, key) }
        total += seconds
        presses += 1
      }
      Figures.line(
        "view \(view.key) \(view.name), \(presses) keys: the mean", Figures.milliseconds(total / Double(presses)),
        "the slowest \(Figures.milliseconds(slowest.seconds)), \(slowest.key)")
    }
  }
}
