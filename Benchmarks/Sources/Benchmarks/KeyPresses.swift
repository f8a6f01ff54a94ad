@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// Keys that are pressed in a view, and what each costs.
struct KeyPresses {
  /// The keys that lead to the view; a line end is Enter.
  let opening: String
  let name: String
  /// What is pressed then, again and again.
  var keys = KeyPresses.moving

  /// Moves about: by a row, by a page, to the end and back, into and out of what is there.
  static let moving: [Key] = [
    .character("j"), .character("j"), .character("l"), .control("d"), .control("f"), .character("k"),
    .character("G"), .control("u"), .control("b"), .character("l"), .character("j"), .tab, .character("j"), .tab,
    .character("h"), .character("g"), .character("g"), .character("?"), .escape,
  ]
  /// Prints the CPU time from a key to the finished screen, and that of the slices of work between keys.
  func measure(_ indexed: IndexedCapture, rows: Int = 60, columns: Int = 200) {
    let session = MeasuredSession(
      path: "capture", capture: indexed.capture, index: indexed.index, rows: rows, columns: columns)
    var presses = Slowest()
    var slices = Slowest()
    let opening = opening.unicodeScalars.map { $0 == "\n" ? Key.enter : .character($0) }
    for key in opening + Array(repeating: keys, count: 20).flatMap({ $0 }) {
      presses.take(key) {
        session.press(key)
        Computed.keep(session.screen().cells.count)
      }
      while session.isWorking { slices.take(key) { session.continueWork() } }
    }
    Figures.line("\(name), \(presses.count) keys: the mean", presses.mean, "the slowest \(presses.words)")
    guard slices.count > 0 else { return }
    Figures.line("  beside the keys, \(slices.count) slices: the mean", slices.mean, "the slowest \(slices.words)")
  }

  /// The longest of some times, and the key that it followed.
  private struct Slowest {
    private var slowest: (seconds: Double, key: Key)?
    private var sum = 0.0
    private(set) var count = 0

    mutating func take(_ key: Key, _ body: () -> Void) {
      let seconds = Timing.processorSeconds(body)
      sum += seconds
      count += 1
      if seconds > slowest?.seconds ?? -1 { slowest = (seconds, key) }
    }

    var mean: String { Figures.milliseconds(sum / Double(max(count, 1))) }
    var words: String { slowest.map { "\(Figures.milliseconds($0.seconds)), \($0.key)" } ?? "" }
  }
}
