import ArgumentParser
@_spi(Measuring) import SaveStream

/// Which capture is read, and what the user knows better than detection.
struct CaptureOptions: ParsableArguments {
  @Argument(
    help: "The capture: a file, a block device or a pipe, compressed or not; - for standard input.",
    completion: .file())
  var file: String

  @OptionGroup(title: "Reading")
  var reading: ReadingArguments

  /// Opens the capture and reads it to its end.
  func index(progress: Bool) throws(CaptureError) -> IndexedCapture { try reading.index(file, progress: progress) }
}
