@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// The file that the inspector has written of what it shows, beside the keys: one at a time.
final class CurrentExport {
  private var job: ExportJob?

  /// Whether a file is being written.
  var isBusy: Bool { job != nil }

  /// Begins to write a file, unless there is one already.
  func begin(_ request: ExportRequest, of indexed: IndexedCapture, comparedWith other: IndexedCapture?) {
    guard job == nil else { return }
    let job = ExportJob(request, of: indexed, comparedWith: other) { TerminalScreen.wake() }
    self.job = job
    job.start()
  }

  /// Asks for the file to be given up soon.
  func stop() { job?.stop() }

  /// Gives the file up, and waits for that.
  func giveUp() { job?.giveUp() }

  /// How far the file is, or how it ended.
  func news() -> [InspectorEvent] {
    guard let job else { return [] }
    guard let outcome = job.outcome else {
      // What is quick shows nothing.
      let isLong = MonotonicClock.milliseconds - job.begun > UInt64(InspectorRunner.progressInterval)
      return isLong ? [.exporting(job.progress)] : []
    }
    self.job = nil
    return switch outcome {
    case .written(let words): [.exporting(nil), .done(words)]
    case .failed(let words): [.exporting(nil), .trouble(words)]
    case .stopped: [.exporting(nil)]
    }
  }
}
