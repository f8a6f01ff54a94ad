@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// From a key press to the finished screen, in CPU time: in the views of rows and nodes over a capture of 100 GiB, and
/// in those of checkpoints and of the guest's pages over one of 200 checkpoints and 700,000 sent pages.
enum KeyPressBenchmark: Benchmark {
  static let name = "keys"

  private static let rowViews = [
    KeyPresses(opening: "0", name: "Summary"), KeyPresses(opening: "1", name: "Tree"),
    KeyPresses(opening: "2", name: "Pages"),
    KeyPresses(opening: "7", name: "Findings"),
    KeyPresses(opening: "2&pfn > 0x1000 and index < 900\n", name: "Pages filtered"),
    KeyPresses(opening: "2:sort index desc\n", name: "Pages sorted"),
    KeyPresses(opening: "2:sort pfn desc\n&pfn < 0x800000\n", name: "Pages filtered and sorted"),
  ]
  private static let pageViews = [
    KeyPresses(opening: "3", name: "Checkpoints", keys: drawingKeys),
    KeyPresses(opening: "4", name: "Map", keys: drawingKeys),
    KeyPresses(opening: "5", name: "Page", keys: pageKeys), KeyPresses(opening: "6", name: "Diff", keys: comparingKeys),
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
    for view in rowViews { view.measure(large, rows: 50, columns: 160) }

    let remus = bench.folder.file("many-pages.bin")
    _ = try RemusCapture(
      path: remus, guestPages: 131_072, compressedCheckpoints: 199, entriesPerCheckpoint: 2859
    ).write()
    let indexed = try IndexedCapture(path: remus)
    Figures.heading(
      "The same at 200×60, \(indexed.index.checkpoints.count) checkpoints, \(indexed.index.contentCount) sent pages")
    for view in pageViews { view.measure(indexed) }

    let busy = bench.folder.file("two-hundred-checkpoints.bin")
    _ = try RemusCapture(path: busy, guestPages: 16_384, compressedCheckpoints: 199, entriesPerCheckpoint: 2048).write()
    let everyTime = try IndexedCapture(path: busy)
    Figures.heading("The same, a page that each of \(everyTime.index.checkpoints.count) checkpoints sends")
    KeyPresses(opening: "5", name: "Page", keys: pageKeys).measure(everyTime)
    let filtered = KeyPresses(
      opening: "5&checkpoint not in (3, 20..40) and runs > 1\n", name: "Page filtered", keys: pageKeys)
    filtered.measure(everyTime)

    let long = bench.folder.file("twenty-thousand-checkpoints.bin")
    _ = try RemusCapture(path: long, guestPages: 64, compressedCheckpoints: 19_999, entriesPerCheckpoint: 16).write()
    let often = try IndexedCapture(path: long)
    Figures.heading("The same, \(often.index.checkpoints.count) checkpoints")
    KeyPresses(opening: "5:ckpt 19000\n", name: "Page", keys: pageKeys).measure(often)
    KeyPresses(opening: "3", name: "Checkpoints", keys: drawingKeys).measure(often)
    try measureMigration(bench)
  }

  /// Streams of Xen 4.17: one that lists a million PFNs it has nothing of, where it is found, and one of many
  /// checkpoints.
  private static func measureMigration(_ bench: Bench) throws {
    let long = bench.folder.file("v3-twenty-thousand-checkpoints.bin")
    _ = try MigrationCapture(path: long, pages: 1024, isSparse: true, checkpoints: 20_000).write()
    let often = try IndexedCapture(path: long)
    Figures.heading("The same, v3, \(often.index.checkpoints.count) checkpoints")
    for view in pageViews { view.measure(often) }
    for view in [rowViews[1], rowViews[2]] { view.measure(often) }
    guard let empty = try? IndexedCapture(path: bench.samples + "/../Tests/Captures/v3/tiny-pvh/stream.bin.zst") else {
      return
    }
    let (entries, contents) = (empty.index.entryCount, empty.index.contentCount)
    Figures.heading("The same, v3, \(entries) entries of which \(contents) carry content")
    for view in rowViews.prefix(3) + pageViews { view.measure(empty) }
  }
}
