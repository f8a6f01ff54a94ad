import CDeltaLoop
@_spi(Measuring) import SaveStream

/// Applying page deltas, each to some page of 256 MiB of guest memory.
enum DeltaApplyBenchmark: Benchmark {
  static let name = "apply"
  private static let guestPages = (256 << 20) / 4096

  static func run(in bench: Bench) throws {
    let data = CompressedData(byteCount: 500_000_000)
    let bytes = data.byteCount
    Figures.heading(
      "Applying \(bytes / 1_000_000) MB of deltas to 256 MiB of guest memory: \(data.pageCount) pages of "
        + "\(bytes / data.pageCount) bytes")
    var yardstick = CopyYardstick(largest: 16 << 20)
    var copy = Double.infinity
    var inC = Double.infinity
    var applying = Double.infinity
    // One memory for all, so that all have the same pages of the machine; written to, so that nobody waits for them.
    var guest = [UInt8](repeating: 1, count: guestPages * 4096)
    try applyInC(data.chunks, to: &guest)
    let expected = checksum(guest)
    for place in guest.indices { guest[place] = 1 }
    try apply(data.chunks, to: &guest)
    guard checksum(guest) == expected else {
      throw BenchmarkError("the C loop and DeltaDecoder made different pages")
    }
    for _ in 0..<5 {
      copy = min(copy, Timing.seconds { yardstick.copy(data.chunks) })
      inC = try min(inC, Timing.seconds { try applyInC(data.chunks, to: &guest) })
      applying = try min(applying, Timing.seconds { try apply(data.chunks, to: &guest) })
    }
    Figures.line("a copy of the deltas", Figures.gigabytesPerSecond(bytes, copy))
    line("a plain C loop at -O2", data, inC)
    line("DeltaDecoder.apply", data, applying, "\(Figures.ratio(inC / applying)) the C loop; goal: 1")
  }

  private static func line(_ what: String, _ data: CompressedData, _ seconds: Double, _ remark: String = "") {
    let rate = Figures.decimal(Double(data.pageCount) / seconds / 1e6, 2)
    Figures.line(
      what, Figures.gigabytesPerSecond(data.byteCount, seconds),
      "\(rate) million pages/s" + (remark.isEmpty ? "" : ", ") + remark)
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0) { ($0 &* 31) &+ UInt64($1) }
  }

  private static func applyInC(_ chunks: [[UInt8]], to guest: inout [UInt8]) throws {
    var random = RandomNumbers(seed: 3)
    try guest.withUnsafeMutableBufferPointer { memory in
      for chunk in chunks {
        try chunk.withUnsafeBufferPointer { bytes in
          guard let data = bytes.baseAddress, let pages = memory.baseAddress else { return }
          var start = 0
          while start < bytes.count {
            let page = pages + random.below(guestPages) * 4096
            let taken = delta_loop_apply(data + start, bytes.count - start, page)
            guard taken > 0 else { throw BenchmarkError("the C loop stops at \(start)") }
            start += taken
          }
        }
      }
    }
  }

  private static func apply(_ chunks: [[UInt8]], to guest: inout [UInt8]) throws {
    var random = RandomNumbers(seed: 3)
    var memory = guest.mutableSpan
    for chunk in chunks {
      let bytes = chunk.span
      var start = 0
      while start < bytes.count {
        start += try DeltaDecoder.apply(bytes, at: start, to: &memory, place: random.below(guestPages) * 4096)
      }
    }
  }
}
