@_spi(Measuring) import SaveStream

/// A capture that was read to its end.
struct IndexedCapture {
  let capture: Capture
  let index: IndexSnapshot

  init(path: String) throws {
    capture = try Capture.open(path)
    let indexer = CaptureIndexer(capture: capture)
    try indexer.run()
    index = indexer.index.snapshot
    guard index.isFinished, index.stream != nil, index.lastCompleteCheckpoint != nil else {
      throw BenchmarkError("\(path): was not read as a whole capture")
    }
  }
}
