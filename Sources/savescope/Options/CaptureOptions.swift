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

  /// Opens the capture and reads it to its end, as a receiver would.
  func index(with output: OutputOptions) throws(CaptureError) -> IndexedCapture {
    try reading.index(file, with: output)
  }

  /// The same, and on behind damage where there is some.
  func indexBehindDamage(with output: OutputOptions) throws(CaptureError) -> IndexedCapture {
    try reading.indexBehindDamage(file, with: output)
  }
}
