import CDeltaLoop
@_spi(Measuring) import SaveStream

/// Every marker of compressed data: its kind, place and words, the words that changed, and how long runs are.
enum DeltaBreakdownBenchmark: Benchmark {
  static let name = "breakdown"

  static func run(in bench: Bench) throws {
    let data = CompressedData(byteCount: 500_000_000)
    let bytes = data.byteCount
    Figures.heading(
      "Every marker of \(bytes / 1_000_000) MB of page deltas: \(data.pageCount) pages of \(bytes / data.pageCount) bytes"
    )
    var yardstick = CopyYardstick(largest: 16 << 20)
    var copy = Double.infinity
    var plain = Double.infinity
    var branchFree = Double.infinity
    var oneCore = Double.infinity
    var breakdown = Breakdown()
    // In turn, so that a change of the machine's speed meets all.
    for _ in 0..<7 {
      var loop = delta_loop_breakdown()
      var other = delta_loop_breakdown()
      copy = min(copy, Timing.seconds { yardstick.copy(data.chunks) })
      plain = min(plain, Timing.seconds { loop = breakDownInC(delta_loop_break_down, data.chunks) })
      branchFree = min(
        branchFree, Timing.seconds { other = breakDownInC(delta_loop_break_down_branch_free, data.chunks) })
      oneCore = try min(oneCore, Timing.seconds { breakdown = try breakDown(data.chunks[...]) })
      guard breakdown == Breakdown(loop), breakdown == Breakdown(other), breakdown.pages == UInt64(data.pageCount)
      else { throw BenchmarkError("the C loops and MarkerCursor do not agree on what they read") }
    }
    let middle = data.chunks.count / 2
    let twoCores = try Timing.best(of: 5) {
      let chunks = data.chunks
      let other = try Thread { Computed.keep((try? breakDown(chunks[..<middle]).markers) ?? 0) }
      Computed.keep(try breakDown(chunks[middle...]).markers)
      other.join()
    }
    Figures.line("a copy of the same bytes", Figures.gigabytesPerSecond(bytes, copy))
    Figures.line("a plain C loop at -O2, one core", Figures.gigabytesPerSecond(bytes, plain))
    Figures.line("a C loop without a branch a marker, one core", Figures.gigabytesPerSecond(bytes, branchFree))
    Figures.line(
      "SaveStream's MarkerCursor, one core", Figures.gigabytesPerSecond(bytes, oneCore),
      "\(Figures.ratio(copy / oneCore)) a copy, \(Figures.ratio(plain / oneCore)) the plain loop, "
        + "\(Figures.ratio(branchFree / oneCore)) the other; goal: 0.9")
    Figures.line(
      "SaveStream's MarkerCursor, two cores", Figures.gigabytesPerSecond(bytes, twoCores),
      "\(Figures.ratio(oneCore / twoCores)) one core")
  }

  private static func breakDown(_ chunks: ArraySlice<[UInt8]>) throws -> Breakdown {
    var breakdown = Breakdown()
    var fileOffset: UInt64 = 0
    for chunk in chunks {
      let bytes = chunk.span
      var start = 0
      while start < bytes.count {
        var cursor = MarkerCursor(bytes, at: start)
        while let marker = try cursor.next() { breakdown.add(marker, at: fileOffset + UInt64(marker.position)) }
        breakdown.pages += 1
        start += cursor.length
      }
      fileOffset += UInt64(chunk.count)
    }
    return breakdown
  }

  private typealias Loop = (UnsafePointer<UInt8>?, Int, UInt64, UnsafeMutablePointer<delta_loop_breakdown>?) -> Int

  private static func breakDownInC(_ loop: Loop, _ chunks: [[UInt8]]) -> delta_loop_breakdown {
    var breakdown = delta_loop_breakdown()
    var fileOffset: UInt64 = 0
    for chunk in chunks {
      Computed.keep(loop(chunk, chunk.count, fileOffset, &breakdown))
      fileOffset += UInt64(chunk.count)
    }
    return breakdown
  }
}

/// What there is to know of page deltas without the pages that they build on.
private struct Breakdown {
  var pages: UInt64 = 0
  var markers: UInt64 = 0
  /// The sum of the markers' file offsets.
  var places: UInt64 = 0
  /// The sum of the words that they begin with.
  var firstWords: UInt64 = 0
  var changedWords: UInt64 = 0
  /// Runs by their words; skips are at place 0, so that no branch depends on the kind.
  var runsOfLength = InlineArray<128, UInt64>(repeating: 0)

  mutating func add(_ marker: DeltaMarker, at offset: UInt64) {
    markers += 1
    places &+= offset
    firstWords += UInt64(marker.firstWord)
    changedWords += UInt64(marker.literalWords)
    if !marker.isWholePage { runsOfLength[marker.literalWords] += 1 }
  }
}

extension Breakdown: Equatable {
  init(_ loop: delta_loop_breakdown) {
    self.init()
    pages = loop.pages
    markers = loop.markers
    places = loop.places
    firstWords = loop.first_words
    changedWords = loop.changed_words
    withUnsafeBytes(of: loop.runs_of_length) { counts in
      for (words, count) in counts.bindMemory(to: UInt64.self).enumerated() { runsOfLength[words] = count }
    }
  }

  static func == (left: Breakdown, right: Breakdown) -> Bool {
    left.pages == right.pages && left.markers == right.markers && left.places == right.places
      && left.firstWords == right.firstWords && left.changedWords == right.changedWords
      && (1..<128).allSatisfy { left.runsOfLength[$0] == right.runsOfLength[$0] }
  }
}
