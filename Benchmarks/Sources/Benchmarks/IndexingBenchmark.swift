@_spi(Measuring) import SaveStream

/// Indexing a format A capture of 2 GiB, and a v3 one, against reading it with `cat`, the file in the page cache for
/// both.
enum IndexingBenchmark: Benchmark {
  static let name = "indexing"

  static func run(in bench: Bench) throws {
    let path = bench.folder.file("two-gibibytes.bin")
    let size = try FormatACapture(path: path, pages: (2 << 30) / 4096, isSparse: false).write()
    try measure(path, size, "format A", bench)
    let v3Size = try MigrationCapture(path: path, pages: (2 << 30) / 4096, isSparse: false).write()
    try measure(path, v3Size, "v3 page data", bench)
  }

  private static func measure(_ path: String, _ size: Int, _ what: String, _ bench: Bench) throws {
    Figures.heading("Indexing \(Figures.mebibytes(size)) of \(what), warm")

    let cat = try ChildProcess.best(of: 5, "cat", path)
    Figures.line("cat FILE >/dev/null", Figures.milliseconds(cat.seconds))
    let program = try ChildProcess.best(of: 5, bench.program, "summary", path)
    Figures.line(
      "savescope summary FILE, from start to exit", Figures.milliseconds(program.seconds),
      "\(Figures.percent(program.seconds / cat.seconds)) of cat")
    Figures.line("  its peak memory, at most", Figures.mebibytes(program.peakMemory), "goal: at most 64 MiB")

    var batches = 0
    let seconds = try Timing.best(of: 5) { batches = try IndexedCapture(path: path).index.entryRows.count }
    Figures.line(
      "the index alone (\(batches) batches)", Figures.milliseconds(seconds),
      "\(Figures.percent(seconds / cat.seconds)) of cat; goal: under 5 %")
  }
}
