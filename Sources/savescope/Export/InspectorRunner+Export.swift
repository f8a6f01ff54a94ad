import Inspector
import SaveStream

/// Files that the inspector writes of what it shows.
extension InspectorRunner {
  /// Begins to write a file; there is one at a time.
  func begin(_ request: ExportRequest) {
    guard export == nil else { return }
    var failure: CaptureError?
    if case .failed(let error) = indexer.result { failure = error }
    let indexed = IndexedCapture(capture: indexer.capture, index: session.index, failure: failure)
    let job = ExportJob(request, of: indexed, comparedWith: compared) { TerminalScreen.wake() }
    export = job
    job.start()
  }

  /// Tells the inspector how far the file is, or how it ended.
  func reportExport() {
    guard let job = export else { return }
    guard let outcome = job.outcome else {
      // What is quick shows nothing.
      let isLong = MonotonicClock.milliseconds - job.begun > UInt64(Self.progressInterval)
      return isLong ? carryOut(session.send(.exporting(job.progress))) : ()
    }
    export = nil
    carryOut(session.send(.exporting(nil)))
    switch outcome {
    case .written(let words): carryOut(session.send(.done(words)))
    case .failed(let words): carryOut(session.send(.trouble(words)))
    case .stopped: break
    }
  }
}
