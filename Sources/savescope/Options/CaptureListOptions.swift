import ArgumentParser
@_spi(Measuring) import SaveStream

/// Which captures are read, one after another, and what the user knows better than detection.
struct CaptureListOptions: ParsableArguments {
  @Argument(
    help: "The captures: files, block devices or pipes, compressed or not; - for standard input.",
    completion: .file())
  var files: [String]

  @OptionGroup(title: "Reading")
  var reading: ReadingArguments

  /// Reads each capture to its end, as a receiver would, and hands it on. What is wrong with one of several is said as it
  /// comes, and the others are read all the same; of one alone it is thrown.
  /// - Throws: what writing failed of; the worst exit status, when some could not be read.
  func forEach(with output: OutputOptions, _ body: (IndexedCapture) throws -> Void) throws {
    var worst: CInt = 0
    for file in files {
      do {
        let indexed = try reading.index(file, with: output)
        try body(indexed)
        try indexed.requireStream()
        try indexed.requireEnd()
      } catch let error as OutputError {
        throw error
      } catch {
        guard files.count > 1, let failure = ProgramFailure(of: error) else { throw error }
        if let message = failure.message { FileWriter.standardError.say("savescope: \(message)\n") }
        worst = max(worst, failure.status)
      }
    }
    if worst > 0 { throw ExitCode(worst) }
  }
}
