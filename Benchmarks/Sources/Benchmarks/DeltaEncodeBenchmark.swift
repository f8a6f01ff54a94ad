import CDeltaLoop
@_spi(Measuring) import SaveStream

/// Encoding pages against what a receiver holds of them.
enum DeltaEncodeBenchmark: Benchmark {
  static let name = "encode"

  static func run(in bench: Bench) throws {
    let pairs = try PagePairs(count: (256 << 20) / 4096)
    let bytes = pairs.pages.count
    var copy = Double.infinity
    var inC = Double.infinity
    var encoder = Double.infinity
    var lengthInC = 0
    var length = 0
    var yardstick = CopyYardstick(largest: bytes)
    for _ in 0..<5 {
      copy = min(copy, Timing.seconds { yardstick.copy([pairs.pages]) })
      inC = min(inC, Timing.seconds { lengthInC = encodeInC(pairs) })
      encoder = min(encoder, Timing.seconds { length = encode(pairs) })
    }
    guard length == lengthInC else { throw BenchmarkError("the C loop and DeltaEncoder made different deltas") }
    Figures.heading(
      "Encoding 256 MiB of pages to deltas of \(length / (bytes / 4096)) bytes on average, one core")
    Figures.line("a copy of the pages", Figures.gigabytesPerSecond(bytes, copy))
    Figures.line("a plain C loop at -O2, word by word", Figures.gigabytesPerSecond(bytes, inC))
    Figures.line(
      "DeltaEncoder", Figures.gigabytesPerSecond(bytes, encoder),
      "\(Figures.ratio(copy / encoder)) a copy, \(Figures.ratio(inC / encoder)) the C loop; goal: 5 GB/s")
  }

  private static func encodeInC(_ pairs: PagePairs) -> Int {
    var output = [UInt8](repeating: 0, count: DeltaEncoder.maximumLength)
    var total = 0
    pairs.pages.withUnsafeBufferPointer { pages in
      pairs.bases.withUnsafeBufferPointer { bases in
        guard let page = pages.baseAddress, let base = bases.baseAddress else { return }
        for offset in stride(from: 0, to: pages.count, by: 4096) {
          total += delta_loop_encode(page + offset, base + offset, &output)
        }
      }
    }
    Computed.keep(output[0])
    return total
  }

  private static func encode(_ pairs: PagePairs) -> Int {
    var output = [UInt8](repeating: 0, count: DeltaEncoder.maximumLength)
    var total = 0
    for offset in stride(from: 0, to: pairs.pages.count, by: 4096) {
      let page = pairs.pages.span.extracting(offset..<offset + 4096)
      let base = pairs.bases.span.extracting(offset..<offset + 4096)
      var span = output.mutableSpan
      total += DeltaEncoder.encode(page, from: base, into: &span, at: 0)
    }
    Computed.keep(output[0])
    return total
  }
}

/// Pages, and what they were before: as far apart as the deltas of `DeltaSource` make them.
struct PagePairs {
  private(set) var pages: [UInt8]
  let bases: [UInt8]

  init(count: Int) throws {
    var random = RandomNumbers(seed: 7)
    let words = (0..<count * 512).map { _ in random.next() }
    bases = words.withUnsafeBytes { Array($0) }
    pages = bases
    var deltas = DeltaSource()
    var delta: [UInt8] = []
    for offset in stride(from: 0, to: pages.count, by: 4096) {
      delta.removeAll(keepingCapacity: true)
      deltas.appendPage(to: &delta)
      var memory = pages.mutableSpan
      var page = memory._mutatingExtracting(offset..<offset + 4096)
      _ = try DeltaDecoder.apply(delta.span, to: &page)
    }
  }
}
