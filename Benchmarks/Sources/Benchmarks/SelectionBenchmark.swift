@_spi(Measuring) import SaveStream

/// Filtered and sorted rows of the page table: how long until they are there, and how long somebody has to wait for a
/// step or for a screenful of them.
enum SelectionBenchmark: Benchmark {
  static let name = "selection"

  static func run(in bench: Bench) throws {
    let path = bench.folder.file("hundred-gibibytes.bin")
    _ = try FormatACapture(path: path, pages: (100 << 30) / 4096, isSparse: true).write()
    let plain = try IndexedCapture(path: path)
    Figures.heading("Rows of the page table, 100 GiB of format A, \(plain.index.contentCount) rows")
    try readRows(plain)
    try select(plain, "type = L4TAB|PIN or pfn in 0x1000..0x1fff")
    try select(plain, "offset > 0x10000 and index < 512")
    try select(plain, nil, PageOrder(.pfn, isDescending: true))
    try select(plain, nil, PageOrder(.index))
    try select(plain, "index < 4", PageOrder(.index, isDescending: true))

    let remus = bench.folder.file("compressed.bin")
    _ = try RemusCapture(path: remus, guestPages: 65_536, compressedCheckpoints: 40, entriesPerCheckpoint: 25_000)
      .write()
    let compressed = try IndexedCapture(path: remus)
    Figures.heading("The same of a Remus capture, \(compressed.index.compressedPageCount) page deltas")
    try readRows(compressed)
    try select(compressed, "pfn < 100")
    try select(compressed, "pfn < 100 and runs > 3")
    try select(compressed, "runs > 3")
    try select(compressed, nil, PageOrder(.pfn))
    try select(compressed, nil, PageOrder(.changedWords, isDescending: true))
  }

  private static func readRows(_ indexed: IndexedCapture) throws {
    let table = PageRows(capture: indexed.capture, index: indexed.index)
    let count = min(table.count(contentOnly: true), 4 << 20)
    let seconds = try Timing.best(of: 3) {
      for first in stride(from: 0, to: count, by: 8192) {
        Computed.keep(try table.rows(first..<min(first + 8192, count), contentOnly: true).count)
      }
    }
    Figures.line("reading rows", Figures.milliseconds(seconds), rate(Double(count), seconds))
  }

  private static func select(_ indexed: IndexedCapture, _ expression: String?, _ order: PageOrder? = nil) throws {
    let table = PageRows(capture: indexed.capture, index: indexed.index)
    let filter = try expression.map { try Filter<PageRow>($0) }
    let by = order.map { "by \($0.column.name)\($0.isDescending ? ", descending" : "")" }
    print("  \([expression, by].compactMap { $0 }.joined(separator: ", "))")
    var builder = PageSelectionBuilder(table, contentOnly: true, filter: filter, order: order)
    var slowest = 0.0
    let (bytes, seconds) = try ResidentMemory.growth {
      try Timing.seconds {
        while builder.selection == nil { slowest = max(slowest, try Timing.seconds { try builder.step() }) }
      }
    }
    guard let selection = builder.selection else { return }
    Figures.line(
      "    \(selection.count) of \(selection.matchCount) rows\(selection.extent == .full ? ", cut" : "")",
      Figures.milliseconds(seconds),
      "\(rate(Double(indexed.index.contentCount), seconds)), \(Figures.mebibytes(bytes)), the longest step "
        + Figures.milliseconds(slowest))
    try look(at: selection, table)
  }

  /// Screens of 60 rows here and there.
  private static func look(at selection: PageSelection, _ table: PageRows) throws {
    guard selection.count > 60 else { return }
    var random = RandomNumbers(seed: 3)
    var (total, slowest) = (0.0, 0.0)
    for _ in 0..<100 {
      let first = random.below(selection.count - 60)
      let seconds = try Timing.seconds {
        Computed.keep(try selection.rows(first..<first + 60, of: table).count)
      }
      (total, slowest) = (total + seconds, max(slowest, seconds))
    }
    let position = selection.position(at: selection.count - 1)
    let search = Timing.best(of: 3) { Computed.keep(selection.place(of: position) ?? 0) }
    let step = Timing.best(of: 3) { Computed.keep(selection.nextPosition(from: position / 2) ?? 0) }
    Figures.line(
      "    a screen of 60 of them", Figures.milliseconds(total / 100),
      "the slowest \(Figures.milliseconds(slowest)); finding the last row \(Figures.milliseconds(search)), "
        + "the next in the stream \(Figures.milliseconds(step))")
  }

  private static func rate(_ rows: Double, _ seconds: Double) -> String {
    "\(Figures.decimal(rows / seconds / 1e6, 1)) million rows/s"
  }
}
