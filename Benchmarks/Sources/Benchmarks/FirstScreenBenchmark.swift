import Glibc
@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// From opening a capture to the first screen that says what it is, for a small capture and a huge one.
enum FirstScreenBenchmark: Benchmark {
  static let name = "first-screen"

  static func run(in bench: Bench) throws {
    Figures.heading("From opening a capture to its first screen")
    let small = bench.folder.file("one-mebibyte.bin")
    _ = try FormatACapture(path: small, pages: 256, isSparse: true).write()
    let smallSeconds = try measure(small)
    Figures.line("1 MiB", Figures.milliseconds(smallSeconds))
    let large = bench.folder.file("hundred-gibibytes.bin")
    _ = try FormatACapture(path: large, pages: (100 << 30) / 4096, isSparse: true).write()
    let largeSeconds = try measure(large)
    Figures.line(
      "100 GiB, page images as holes", Figures.milliseconds(largeSeconds), Figures.ratio(largeSeconds / smallSeconds))
    let whole = try Timing.seconds { _ = try IndexedCapture(path: large) }
    Figures.line("  until its whole index is there", Figures.milliseconds(whole), "in the background")
    _ = try MigrationCapture(path: small, pages: 256, isSparse: true).write()
    let smallV3 = try measure(small)
    Figures.line("1 MiB of v3", Figures.milliseconds(smallV3))
    _ = try MigrationCapture(path: large, pages: (100 << 30) / 4096, isSparse: true).write()
    let largeV3 = try measure(large)
    Figures.line(
      "100 GiB of v3, page images as holes", Figures.milliseconds(largeV3), Figures.ratio(largeV3 / smallV3))
  }

  private static func measure(_ path: String) throws -> Double {
    var best = Double.infinity
    for _ in 0..<20 {
      let index = StreamIndex()
      var worker: Thread?
      let seconds = try Timing.seconds {
        let capture = try Capture.open(path)
        let indexer = CaptureIndexer(capture: capture, index: index)
        worker = try Thread { try? indexer.run() }
        while index.snapshot.stream == nil, !index.snapshot.isFinished { usleep(20) }
        let session = MeasuredSession(
          path: path, capture: capture, index: index.snapshot, rows: 24, columns: 80)
        Computed.keep(session.screen().cells.count)
      }
      index.requestStop()
      worker?.join()
      best = min(best, seconds)
    }
    return best
  }
}
