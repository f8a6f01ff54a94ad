import ArgumentParser
import SaveStream

/// Which capture is read, and what the user knows better than detection.
struct CaptureOptions: ParsableArguments {
  @Argument(
    help: "The capture: a file, a block device or a pipe, compressed or not; - for standard input.",
    completion: .file())
  var file: String

  @OptionGroup(title: "Reading")
  var reading: ReadingArguments

  /// Opens the capture and reads it to its end.
  func index(progress: Bool) throws(CaptureError) -> IndexedCapture {
    let capture = try Capture.open(file, options: reading.openOptions)
    let indexer = CaptureIndexer(capture: capture, options: reading.readingOptions)
    var failure: CaptureError?
    do throws(CaptureError) {
      if progress {
        try ProgressLine(index: indexer.index, capture: capture).show { () throws(CaptureError) in try indexer.run() }
      } else {
        try indexer.run()
      }
    } catch {
      failure = error
    }
    let index = indexer.index.snapshot
    if let failure, index.stream == nil { throw failure }
    return IndexedCapture(capture: capture, index: index, failure: failure)
  }
}
