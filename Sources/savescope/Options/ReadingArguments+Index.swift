@_spi(Measuring) import SaveStream

/// Reading a capture to its end, for a command.
extension ReadingArguments {
  /// Opens a capture and reads it as a receiver would.
  func index(_ file: String, with output: OutputOptions) throws(CaptureError) -> IndexedCapture {
    let indexer = CaptureIndexer(capture: try open(file), options: readingOptions)
    return try Self.indexed(indexer, Self.run(indexer, with: output))
  }

  /// The same, and on behind damage where there is some, which is said then.
  func indexBehindDamage(_ file: String, with output: OutputOptions) throws(CaptureError) -> IndexedCapture {
    let indexer = CaptureIndexer(capture: try open(file), options: readingOptions)
    var failure = Self.run(indexer, with: output)
    let second = StreamIndex()
    guard readsBehindDamage, Self.findsMore(indexer, behind: &failure, into: second, with: output) else {
      return try Self.indexed(indexer, failure)
    }
    let found = IndexedCapture(capture: indexer.capture, index: second.snapshot)
    if !output.quiet, let words = found.wordsOfDamage {
      FileWriter.standardError.say("savescope: warning: \(words)\n")
    }
    return found
  }

  /// Says of a capture that was read as a receiver would, and not all of which made sense, how more of it is had.
  func tellOfMore(of indexed: IndexedCapture, with output: OutputOptions) {
    guard readsBehindDamage, !output.quiet, indexed.index.hasSenselessBytes, let indexer = indexed.indexer else {
      return
    }
    var failure = indexed.failure
    let second = StreamIndex()
    guard Self.findsMore(indexer, behind: &failure, into: second, with: output) else { return }
    let found = IndexedCapture(capture: indexed.capture, index: second.snapshot)
    if let words = found.wordsOfMore { FileWriter.standardError.say("savescope: \(words)\n") }
  }

  private static func findsMore(
    _ indexer: CaptureIndexer, behind failure: inout CaptureError?, into second: StreamIndex, with output: OutputOptions
  ) -> Bool {
    ProgressLine.shown(output.showsProgress, second, of: indexer.capture) {
      indexer.findsMore(behind: &failure, into: second)
    }
  }

  /// What reading ended in; nil where it came to the end.
  private static func run(_ indexer: CaptureIndexer, with output: OutputOptions) -> CaptureError? {
    ProgressLine.shown(output.showsProgress, indexer.index, of: indexer.capture) {
      do throws(CaptureError) {
        try indexer.run()
        return nil
      } catch {
        return error
      }
    }
  }

  private static func indexed(
    _ indexer: CaptureIndexer, _ failure: CaptureError?
  ) throws(CaptureError) -> IndexedCapture {
    let index = indexer.index.snapshot
    if let failure, index.stream == nil { throw failure }
    return IndexedCapture(capture: indexer.capture, index: index, failure: failure, indexer: indexer)
  }
}
