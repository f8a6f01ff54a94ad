import Glibc
import Inspector
import SaveStream

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
        let session = InspectorSession(
          capture: capture, index: index.snapshot, inspector: Inspector(path: path, glyphs: .unicode))
        _ = session.send(.resize(rows: 24, columns: 80))
        _ = session.send(.index(index.snapshot, milliseconds: 0))
        var grid = Grid(rows: 24, columns: 80)
        session.inspector.draw(into: &grid)
      }
      index.requestStop()
      worker?.join()
      best = min(best, seconds)
    }
    return best
  }
}
