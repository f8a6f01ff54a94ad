/// Rows of `pages` written a second.
enum RowsBenchmark: Benchmark {
  static let name = "rows"

  static func run(in bench: Bench) throws {
    let pages = 1 << 19
    let path = bench.folder.file("two-gibibytes.bin")
    _ = try FormatACapture(path: path, pages: pages, isSparse: true).write()
    Figures.heading("Rows of `savescope pages`, \(pages) of them")
    for format in ["jsonl", "csv"] {
      let child = try ChildProcess.best(of: 3, bench.program, "pages", path, "--format", format)
      let rate = Double(pages) / child.seconds
      Figures.line(
        "--format \(format)", Figures.milliseconds(child.seconds), "\(Figures.decimal(rate / 1e6, 2)) million rows/s")
      Figures.line("  its peak memory, at most", Figures.mebibytes(child.peakMemory))
    }
  }
}
