import Inspector
import SaveStream

/// From a key press to the finished screen, in CPU time, in each view of a capture of 100 GiB, and in the Pages view
/// filtered and sorted.
enum KeyPressBenchmark: Benchmark {
  static let name = "keys"

  private static let views: [(keys: String, name: String)] = [
    ("0", "Summary"), ("1", "Tree"), ("2", "Pages"), ("7", "Findings"),
    ("2&pfn > 0x1000 and index < 900\n", "Pages filtered"),
    ("2:sort index desc\n", "Pages sorted"), ("2:sort pfn desc\n&pfn < 0x800000\n", "Pages filtered and sorted"),
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
      var opening = Slowest<String>()
      for scalar in view.keys.unicodeScalars {
        let key = scalar == "\n" ? Key.enter : .character(scalar)
        opening.take(press(key, session), "\(key)")
      }
      while session.isWorking { opening.take(step(session), "a slice") }
      var presses = Slowest<Key>()
      for key in Array(repeating: keys, count: 20).flatMap({ $0 }) { presses.take(press(key, session), key) }
      Figures.line("\(view.name), \(presses.count) keys: the mean", presses.mean, "the slowest \(presses.words)")
      Figures.line("    until it is there", opening.total, "the slowest \(opening.words)")
    }
  }

  /// The seconds that a key takes, with the screen.
  private static func press(_ key: Key, _ session: InspectorSession) -> Double {
    Timing.processorSeconds {
      _ = session.send(.key(key))
      draw(session)
    }
  }

  /// The seconds that a slice of work takes, with the screen.
  private static func step(_ session: InspectorSession) -> Double {
    Timing.processorSeconds {
      _ = session.continueWork()
      draw(session)
    }
  }

  private static func draw(_ session: InspectorSession) {
    var grid = Grid(rows: 50, columns: 160)
    session.inspector.draw(into: &grid)
    Computed.keep(grid.cells.count)
  }

  /// The longest of some times, and what took it.
  private struct Slowest<What> {
    private var slowest: (seconds: Double, what: What)?
    private var sum = 0.0
    private(set) var count = 0

    mutating func take(_ seconds: Double, _ what: What) {
      sum += seconds
      count += 1
      if seconds > slowest?.seconds ?? -1 { slowest = (seconds, what) }
    }

    var total: String { Figures.milliseconds(sum) }
    var mean: String { Figures.milliseconds(sum / Double(max(count, 1))) }
    var words: String { slowest.map { "\(Figures.milliseconds($0.seconds)), \($0.what)" } ?? "" }
  }
}
