@_spi(Measuring) import SaveStream

/// The memory that an index keeps: for very many small checkpoints, and for PFNs that lie far apart.
enum IndexMemoryBenchmark: Benchmark {
  static let name = "index-memory"

  static func run(in bench: Bench) throws {
    Figures.heading("Memory that an index keeps")
    let path = bench.folder.file("checkpoints.bin")
    for entries in [1, 16, 1024] {
      let checkpoints = entries == 1024 ? 1_000 : 50_000
      _ = try RemusCapture(
        path: path, guestPages: 1024, compressedCheckpoints: checkpoints - 1, entriesPerCheckpoint: entries
      ).write()
      try measure(path)
    }
    try measureSpread(bench)
  }

  /// Compares with the budget: the larger of 1 % of the capture, and 128 bytes per checkpoint plus 8 per page delta.
  private static func measure(_ path: String) throws {
    // The first time also counts what the process itself needs to read a capture.
    let first = try ResidentMemory.growth { try IndexedCapture(path: path) }.bytes
    let (second, indexed) = try ResidentMemory.growth { try IndexedCapture(path: path) }
    let bytes = min(first, second)
    let index = indexed.index
    let pages = Int(index.compressedPageCount)
    let checkpoints = index.checkpoints.count
    let budget = max(Int(index.size) / 100, 128 * checkpoints + 8 * pages)
    Figures.line(
      "\(checkpoints) checkpoints, \(pages) page deltas, \(Figures.mebibytes(Int(index.size)))",
      Figures.mebibytes(bytes), "budget: \(Figures.mebibytes(budget))")
    let ofPages = max(0, bytes - 128 * checkpoints)
    Figures.line(
      "  a checkpoint",
      "\(bytes / checkpoints) bytes",
      "beyond 128 of them: \(Figures.decimal(Double(ofPages) / Double(max(1, pages)), 2)) a page delta")
  }

  private static func measureSpread(_ bench: Bench) throws {
    let path = bench.folder.file("spread.bin")
    var dense = 0
    for stride in [1, 255] {
      _ = try FormatACapture(path: path, pages: 1 << 20, isSparse: true, stride: stride).write()
      let (bytes, indexed) = try ResidentMemory.growth { try IndexedCapture(path: path) }
      let name = stride == 1 ? "4 GiB of guest pages side by side" : "the same number, spread over 2^28 PFNs"
      Figures.line(name, Figures.mebibytes(bytes), "\(indexed.index.entryRows.count) batches")
      let (table, sends) = try ResidentMemory.growth {
        try PageSends(capture: indexed.capture, index: indexed.index)
      }
      let rest = stride == 1 ? "" : "\(Figures.ratio(Double(table) / Double(dense))) those; goal: 1"
      Figures.line(
        "  its table of who sent what", Figures.mebibytes(table),
        "\(Figures.decimal(Double(table) / Double(sends.count), 1)) bytes a page" + (rest.isEmpty ? "" : ", ") + rest)
      if stride == 1 { dense = table }
    }
  }
}
