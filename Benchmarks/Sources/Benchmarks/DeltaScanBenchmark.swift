import CDeltaLoop
@_spi(Measuring) import SaveStream

/// Finding the page boundaries in compressed data, against C loops, on one core and on two.
enum DeltaScanBenchmark: Benchmark {
  static let name = "deltas"

  static func run(in bench: Bench) throws {
    let data = CompressedData(byteCount: 500_000_000)
    let bytes = data.byteCount
    Figures.heading(
      "Scanning \(bytes / 1_000_000) MB of page deltas: \(data.pageCount) pages of \(bytes / data.pageCount) bytes")

    var loop = delta_loop_totals()
    var scan = DeltaTotals()
    var plain = Double.infinity
    var branchFree = Double.infinity
    var scanner = Double.infinity
    // In turn, so that a change of the machine's speed meets all.
    for _ in 0..<7 {
      plain = min(plain, Timing.seconds { loop = scanInC(delta_loop_plain, data.chunks[...]) })
      branchFree = min(
        branchFree, Timing.seconds { Computed.keep(scanInC(delta_loop_branch_free, data.chunks[...]).delta) })
      scanner = min(scanner, Timing.seconds { scan = scanInSwift(data.chunks[...]) })
    }
    guard loop.delta == scan.delta, loop.full == scan.full, loop.empty == scan.empty,
      loop.literal_bytes == scan.literalBytes, loop.marker_bytes == scan.markerBytes,
      scan.encodedBytes == UInt64(bytes), scan.pages == UInt64(data.pageCount)
    else { throw BenchmarkError("the C loop and the scanner do not agree on what they read") }
    Figures.line("markers a page", Figures.decimal(Double(scan.markerBytes) / Double(scan.pages), 1))
    Figures.line("a plain C loop at -O2, one core", Figures.gigabytesPerSecond(bytes, plain))
    Figures.line("a C loop without a branch a marker, one core", Figures.gigabytesPerSecond(bytes, branchFree))
    Figures.line(
      "SaveStream's scanner, one core", Figures.gigabytesPerSecond(bytes, scanner),
      "\(Figures.ratio(plain / scanner)) the plain loop, \(Figures.ratio(branchFree / scanner)) the other; goal: 1")

    let middle = data.chunks.count / 2
    let halves = try Timing.best(of: 7) {
      let chunks = data.chunks
      let other = try Thread { Computed.keep(scanInSwift(chunks[..<middle]).pages) }
      Computed.keep(scanInSwift(chunks[middle...]).pages)
      other.join()
    }
    Figures.line(
      "SaveStream's scanner, two cores", Figures.gigabytesPerSecond(bytes, halves),
      "\(Figures.ratio(scanner / halves)) one core; goal: 1.8")
  }

  private static func scanInSwift(_ chunks: ArraySlice<[UInt8]>) -> DeltaTotals {
    var scanner = DeltaScanner()
    for chunk in chunks { scanner.scan(chunk.span) }
    return scanner.totals
  }

  private typealias Loop = (
    UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<delta_loop_totals>?, UnsafeMutablePointer<UInt32>?, Int
  ) -> Int

  private static func scanInC(_ loop: Loop, _ chunks: ArraySlice<[UInt8]>) -> delta_loop_totals {
    var totals = delta_loop_totals()
    // Room for a chunk of nothing but unchanged pages.
    var restarts = [UInt32](repeating: 0, count: (16 << 20) / 64)
    for chunk in chunks { _ = loop(chunk, chunk.count, &totals, &restarts, restarts.count) }
    return totals
  }
}
