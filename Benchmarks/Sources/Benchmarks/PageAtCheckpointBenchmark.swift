@_spi(Measuring) import SaveStream

/// A page as it was at some checkpoint of a capture of 200, once the capture is indexed.
enum PageAtCheckpointBenchmark: Benchmark {
  static let name = "page"
  private static let guestPages = 16_384

  static func run(in bench: Bench) throws {
    let path = bench.folder.file("two-hundred-checkpoints.bin")
    _ = try RemusCapture(
      path: path, guestPages: guestPages, compressedCheckpoints: 199, entriesPerCheckpoint: 2048
    ).write()
    let indexed = try IndexedCapture(path: path)
    Figures.heading(
      "A page at a checkpoint: \(indexed.index.checkpoints.count) of them, "
        + "\(indexed.index.compressedPageCount) page deltas, \(Figures.mebibytes(Int(indexed.index.size)))")
    var sends: PageSends?
    let table = try Timing.best(of: 3) { sends = try PageSends(capture: indexed.capture, index: indexed.index) }
    guard let sends else { return }
    Figures.line("reading who sent what, once a capture", Figures.milliseconds(table))

    let memory = GuestMemory(capture: indexed.capture, index: indexed.index, sends: sends)
    var random = RandomNumbers(seed: 6)
    try measure("any page at any checkpoint, for the first time", count: 4000) {
      let page = try memory.page(pfn: UInt64(random.below(guestPages)), at: random.below(200))
      Computed.keep(page?.bytes[0] ?? 0)
    }
    try measure("the page that every checkpoint sends, at any", count: 4000) {
      Computed.keep(try memory.page(pfn: 0, at: random.below(200))?.bytes[0] ?? 0)
    }
    try measure("the same, with nothing kept from before", count: 200) {
      let fresh = GuestMemory(capture: indexed.capture, index: indexed.index, sends: sends)
      Computed.keep(try fresh.page(pfn: 0, at: random.below(200))?.bytes[0] ?? 0)
    }
  }

  private static func measure(_ what: String, count: Int, _ look: () throws -> Void) throws {
    var times: [Double] = []
    for _ in 0..<count { times.append(try Timing.seconds(look)) }
    times.sort()
    let mean = times.reduce(0, +) / Double(count)
    Figures.line(
      what, Figures.milliseconds(mean),
      "99 of 100 under \(Figures.milliseconds(times[count * 99 / 100])), the slowest "
        + "\(Figures.milliseconds(times[count - 1])); goal: under 1 ms")
  }
}
