import CDeltaLoop
import SaveStream

/// Every marker of compressed data: its kind, place and words, the words that changed, and how long runs are.
enum DeltaBreakdownBenchmark: Benchmark {
  static let name = "breakdown"

  /// What there is to know of page deltas without the pages that they build on.
  struct Breakdown {
    var pages: UInt64 = 0
    var markers: UInt64 = 0
    var changedWords: UInt64 = 0
    var runsOfLength = [UInt64](repeating: 0, count: 128)
  }

  static func run(in bench: Bench) throws {
    let data = CompressedData(byteCount: 500_000_000)
    let bytes = data.byteCount
    Figures.heading(
      "Every marker of \(bytes / 1_000_000) MB of page deltas: \(data.pageCount) pages of \(bytes / data.pageCount) bytes"
    )
    var yardstick = CopyYardstick(largest: 16 << 20)
    var copy = Double.infinity
    var loop = delta_loop_breakdown()
    var inC = Double.infinity
    var breakdown = Breakdown()
    var oneCore = Double.infinity
    for _ in 0..<5 {
      copy = min(copy, Timing.seconds { yardstick.copy(data.chunks) })
      inC = min(
        inC,
        Timing.seconds {
          loop = delta_loop_breakdown()
          for chunk in data.chunks { Computed.keep(delta_loop_break_down(chunk, chunk.count, &loop)) }
        })
      oneCore = try min(oneCore, Timing.seconds { breakdown = try breakDown(data.chunks[...]) })
    }
    guard breakdown.pages == loop.pages, breakdown.markers == loop.markers,
      breakdown.changedWords == loop.changed_words, breakdown.pages == UInt64(data.pageCount)
    else { throw BenchmarkError("the C loop and SaveStream do not agree on what they read") }
    let middle = data.chunks.count / 2
    let twoCores = try Timing.best(of: 5) {
      let chunks = data.chunks
      let other = try Thread { Computed.keep((try? breakDown(chunks[..<middle]).markers) ?? 0) }
      Computed.keep(try breakDown(chunks[middle...]).markers)
      other.join()
    }
    Figures.line("a copy of the same bytes", Figures.gigabytesPerSecond(bytes, copy))
    Figures.line("a plain C loop at -O2, one core", Figures.gigabytesPerSecond(bytes, inC))
    Figures.line(
      "SaveStream's DeltaMarkers, one core", Figures.gigabytesPerSecond(bytes, oneCore),
      "\(Figures.ratio(copy / oneCore)) a copy, \(Figures.ratio(inC / oneCore)) the C loop; goal: 1.5 GB/s")
    Figures.line(
      "SaveStream's DeltaMarkers, two cores", Figures.gigabytesPerSecond(bytes, twoCores),
      "\(Figures.ratio(oneCore / twoCores)) one core")
  }

  private static func breakDown(_ chunks: ArraySlice<[UInt8]>) throws -> Breakdown {
    var breakdown = Breakdown()
    var fileOffset: UInt64 = 0
    for chunk in chunks {
      var start = 0
      while start < chunk.count {
        let end = start + (try DeltaDecoder.check(chunk.span, at: start))
        let range = fileOffset + UInt64(start)..<fileOffset + UInt64(end)
        breakdown.pages += 1
        for marker in DeltaMarkers(Array(chunk[start..<end]), at: [range]) {
          breakdown.markers += 1
          if marker.literalLength > 0 { breakdown.changedWords += UInt64(marker.words) }
          if marker.kind == .run { breakdown.runsOfLength[marker.words] += 1 }
        }
        start = end
      }
      fileOffset += UInt64(chunk.count)
    }
    return breakdown
  }
}
