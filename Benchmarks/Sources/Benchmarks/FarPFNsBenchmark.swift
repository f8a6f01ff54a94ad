@_spi(Measuring) import SaveStream

/// The table of who sent what for PFNs that lie far apart, each in a group of its own, and for the same number side by
/// side.
enum FarPFNsBenchmark: Benchmark {
  static let name = "far-pfns"
  private static let count: UInt64 = 200_000

  static func run(in bench: Bench) throws {
    Figures.heading("Who sent what: \(count) page deltas of one byte")
    let dense = try measure("PFNs side by side, descending", (0..<count).reversed(), bench)
    try measure("spread over 2^52, descending", (0..<count).reversed().map { $0 << 32 }, bench, beside: dense)
    var random = RandomNumbers(seed: 9)
    let shuffled = (0..<count).map { $0 << 32 }.shuffled(using: &random)
    try measure("spread over 2^52, in no order", shuffled, bench, beside: dense)
    // Two groups in turn, so that none has two sends in a row.
    let inTurn = (0..<count).map { $0 / 2 | ($0 % 2) << 51 }
    try measure("at both ends of 2^52 in turn", inTurn, bench, beside: dense)
  }

  @discardableResult
  private static func measure(
    _ what: String, _ pfns: [UInt64], _ bench: Bench, beside dense: Int? = nil
  ) throws -> Int {
    let path = bench.folder.file("far.bin")
    try DeltaStream(path: path, pfns: pfns).write()
    let capture = try Capture.open(path)
    let indexer = CaptureIndexer(capture: capture, options: ReadingOptions(toolstackBits: 64, guest: .hvm))
    try indexer.run()
    let index = indexer.index.snapshot
    var best = (total: Double.infinity, longest: Double.infinity)
    var steps = 0
    let (bytes, sends) = try ResidentMemory.growth {
      var table: PageSends?
      for _ in 0..<3 {
        let builder = PageSendsBuilder(capture: capture, index: index)
        var (total, longest) = (0.0, 0.0)
        steps = 0
        table = nil
        while table == nil {
          let seconds = try Timing.seconds { table = try builder.step() }
          (total, longest, steps) = (total + seconds, max(longest, seconds), steps + 1)
        }
        best = (min(best.total, total), min(best.longest, longest))
        if total > 2 { break }
      }
      return table
    }
    guard let sends, sends.count == count else { throw BenchmarkError("\(sends?.count ?? 0) sends of \(count)") }
    let ratio = dense.map { ", \(Figures.ratio(Double(bytes) / Double($0))) the dense; goal: 2" } ?? ""
    Figures.line(
      what, Figures.milliseconds(best.total),
      "\(steps) slices, the longest \(Figures.milliseconds(best.longest)); \(Figures.mebibytes(bytes))\(ratio)")
    return bytes
  }
}
