@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// From a key press to the finished screen, in CPU time: in the views of rows and nodes over a capture of 100 GiB, and in
/// those of checkpoints and of the guest's pages over one of 200 checkpoints and 700,000 sent pages.
enum KeyPressBenchmark: Benchmark {
  static let name = "keys"

  /// A view: the keys that lead to it (a line end is Enter), and those that are pressed then.
  private struct View {
    let opening: String
    let name: String
    var keys = KeyPressBenchmark.keys
  }

  private static let rowViews = [
    View(opening: "0", name: "Summary"), View(opening: "1", name: "Tree"), View(opening: "2", name: "Pages"),
    View(opening: "7", name: "Findings"), View(opening: "2&pfn > 0x1000 and index < 900\n", name: "Pages filtered"),
    View(opening: "2:sort index desc\n", name: "Pages sorted"),
    View(opening: "2:sort pfn desc\n&pfn < 0x800000\n", name: "Pages filtered and sorted"),
  ]
  private static let pageViews = [
    View(opening: "3", name: "Checkpoints", keys: drawingKeys), View(opening: "4", name: "Map", keys: drawingKeys),
    View(opening: "5", name: "Page", keys: pageKeys), View(opening: "6", name: "Diff", keys: comparingKeys),
  ]

  /// Moves about: by a row, by a page, to the end and back, into and out of what is there.
  private static let keys: [Key] = [
    .character("j"), .character("j"), .character("l"), .control("d"), .control("f"), .character("k"),
    .character("G"), .control("u"), .control("b"), .character("l"), .character("j"), .tab, .character("j"), .tab,
    .character("h"), .character("g"), .character("g"), .character("?"), .escape,
  ]
  /// Moves about, and changes scale, look, zoom and checkpoint.
  private static let drawingKeys: [Key] =
    Array("jjlkGv+++jlGggv---KKKvKJJvhKK".unicodeScalars).map { .character($0) } + [.control("d"), .control("u")]
  /// Moves through the sends and checkpoints of a page, compares two of them, and looks at it in every way.
  private static let pageKeys: [Key] =
    Array("j)JJ(G=".unicodeScalars).map { .character($0) } + [.control("d"), .character("="), .tab, .control("f")]
    + Array("GvvK".unicodeScalars).map { .character($0) } + [.tab, .character("g"), .character("g")]
  /// Moves from difference to difference, among bytes, and to other checkpoints.
  private static let comparingKeys: [Key] =
    Array("nnnjkGgg".unicodeScalars).map { .character($0) } + [.tab]
    + Array("nnjjkN".unicodeScalars).map { .character($0) }
    + [.tab, .control("d"), .character("v"), .character("v"), .character("v"), .character("K")]

  static func run(in bench: Bench) throws {
    let path = bench.folder.file("hundred-gibibytes.bin")
    _ = try FormatACapture(path: path, pages: (100 << 30) / 4096, isSparse: true).write()
    let large = try IndexedCapture(path: path)
    Figures.heading("From a key press to the finished screen, CPU time, 160×50, 100 GiB; goal: under 5 ms")
    for view in rowViews { measure(view, large, rows: 50, columns: 160) }

    let remus = bench.folder.file("many-pages.bin")
    _ = try RemusCapture(
      path: remus, guestPages: 131_072, compressedCheckpoints: 199, entriesPerCheckpoint: 2859
    ).write()
    let indexed = try IndexedCapture(path: remus)
    Figures.heading(
      "The same at 200×60, \(indexed.index.checkpoints.count) checkpoints, \(indexed.index.contentCount) sent pages")
    for view in pageViews { measure(view, indexed, rows: 60, columns: 200) }

    let busy = bench.folder.file("two-hundred-checkpoints.bin")
    _ = try RemusCapture(path: busy, guestPages: 16_384, compressedCheckpoints: 199, entriesPerCheckpoint: 2048).write()
    let everyTime = try IndexedCapture(path: busy)
    Figures.heading("The same, a page that each of \(everyTime.index.checkpoints.count) checkpoints sends")
    measure(View(opening: "5", name: "Page", keys: pageKeys), everyTime, rows: 60, columns: 200)
    let filtered = View(
      opening: "5&checkpoint not in (3, 20..40) and runs > 1\n", name: "Page filtered", keys: pageKeys)
    measure(filtered, everyTime, rows: 60, columns: 200)

    let long = bench.folder.file("twenty-thousand-checkpoints.bin")
    _ = try RemusCapture(path: long, guestPages: 64, compressedCheckpoints: 19_999, entriesPerCheckpoint: 16).write()
    let often = try IndexedCapture(path: long)
    Figures.heading("The same, \(often.index.checkpoints.count) checkpoints")
    measure(View(opening: "5:ckpt 19000\n", name: "Page", keys: pageKeys), often, rows: 60, columns: 200)
    measure(View(opening: "3", name: "Checkpoints", keys: drawingKeys), often, rows: 60, columns: 200)
    try measureMigration(bench)
  }

  /// Streams of Xen 4.17: one that lists a million PFNs it has nothing of, where it is found, and one of many checkpoints.
  private static func measureMigration(_ bench: Bench) throws {
    let long = bench.folder.file("v3-twenty-thousand-checkpoints.bin")
    _ = try MigrationCapture(path: long, pages: 1024, isSparse: true, checkpoints: 20_000).write()
    let often = try IndexedCapture(path: long)
    Figures.heading("The same, v3, \(often.index.checkpoints.count) checkpoints")
    for view in pageViews { measure(view, often, rows: 60, columns: 200) }
    for view in [rowViews[1], rowViews[2]] { measure(view, often, rows: 60, columns: 200) }
    guard let empty = try? IndexedCapture(path: bench.samples + "/../Tests/Captures/v3/tiny-pvh/stream.bin.zst") else {
      return
    }
    let (entries, contents) = (empty.index.entryCount, empty.index.contentCount)
    Figures.heading("The same, v3, \(entries) entries of which \(contents) carry content")
    for view in rowViews.prefix(3) + pageViews { measure(view, empty, rows: 60, columns: 200) }
  }

  private static func measure(_ view: View, _ indexed: IndexedCapture, rows: Int, columns: Int) {
    let session = MeasuredSession(
      path: "capture", capture: indexed.capture, index: indexed.index, rows: rows, columns: columns)
    var presses = Slowest()
    var slices = Slowest()
    let opening = view.opening.unicodeScalars.map { $0 == "\n" ? Key.enter : .character($0) }
    for key in opening + Array(repeating: view.keys, count: 20).flatMap({ $0 }) {
      presses.take(key) {
        session.press(key)
        Computed.keep(session.screen().cells.count)
      }
      while session.isWorking { slices.take(key) { session.continueWork() } }
    }
    Figures.line("\(view.name), \(presses.count) keys: the mean", presses.mean, "the slowest \(presses.words)")
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
