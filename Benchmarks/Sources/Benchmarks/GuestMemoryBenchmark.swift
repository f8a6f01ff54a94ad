import Glibc
@_spi(Measuring) import SaveStream

/// All of guest memory as of a checkpoint, page by page to /dev/null.
enum GuestMemoryBenchmark: Benchmark {
  static let name = "memory"
  private static let pages = (1 << 30) / 4096

  static func run(in bench: Bench) throws {
    Figures.heading("1 GiB of guest memory as of a checkpoint, page by page to /dev/null")
    let plain = bench.folder.file("one-gibibyte.bin")
    _ = try FormatACapture(path: plain, pages: pages, isSparse: false).write()
    try measure("of one image", plain, checkpoint: 0)
    let remus = bench.folder.file("one-gibibyte-remus.bin")
    _ = try RemusCapture(
      path: remus, guestPages: pages, compressedCheckpoints: 20, entriesPerCheckpoint: 16_384
    ).write()
    try measure("of an image and 20 compressed checkpoints", remus, checkpoint: 20)
  }

  private static func measure(_ what: String, _ path: String, checkpoint: Int) throws {
    let cat = try ChildProcess.best(of: 3, "cat", path)
    let indexed = try IndexedCapture(path: path)
    let sends = try PageSends(capture: indexed.capture, index: indexed.index)
    let null = open("/dev/null", O_WRONLY)
    defer { close(null) }
    var buffer: [UInt8] = []
    var bytes = 0
    let seconds = try Timing.best(of: 3) {
      bytes = 0
      let memory = GuestMemory(capture: indexed.capture, index: indexed.index, sends: sends)
      try memory.sweep(at: checkpoint) { page in
        buffer += page.bytes
        bytes += page.bytes.count
        guard buffer.count >= 1 << 20 else { return }
        guard write(null, buffer, buffer.count) == buffer.count else { throw BenchmarkError("/dev/null is full") }
        buffer.removeAll(keepingCapacity: true)
      }
    }
    guard bytes == pages * 4096 else { throw BenchmarkError("\(bytes) bytes of guest memory came out") }
    Figures.line(
      "cat FILE >/dev/null, \(Figures.mebibytes(Int(indexed.index.size)))", Figures.milliseconds(cat.seconds))
    Figures.line(
      what, Figures.gigabytesPerSecond(bytes, seconds),
      "\(Figures.milliseconds(seconds)), \(Figures.ratio(seconds / cat.seconds)) as long as cat; goal: 1 GB/s")
  }
}
