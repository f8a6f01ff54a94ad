import Glibc
@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

@testable import savescope

/// A capture in the inspector, with no terminal and with its exports written.
final class InspectedFile {
  private let capture: Capture
  private let index: IndexSnapshot
  private let session: InspectorSession

  /// - Parameter isFinished: false for a capture of which more may be read.
  init(_ path: String, isFinished: Bool = true) throws {
    capture = try Capture.open(path)
    let indexer = CaptureIndexer(capture: capture)
    try indexer.run()
    var index = indexer.index.snapshot
    index.isFinished = isFinished
    self.index = index
    session = InspectorSession(capture: capture, index: index, inspector: Inspector(path: path))
    _ = session.send(.resize(rows: 24, columns: 80))
    _ = session.send(.index(index, milliseconds: 0))
  }

  /// Presses keys; the export that they ask for at last.
  func export(keys: String) -> ExportRequest? {
    var last: ExportRequest?
    for scalar in keys.unicodeScalars {
      for effect in session.send(.key(scalar == "\r" ? .enter : .character(scalar))) {
        if case .export(let request) = effect { last = request }
      }
    }
    _ = session.send(.exporting(nil))
    return last
  }

  func job(_ request: ExportRequest) -> ExportJob {
    ExportJob(request, of: IndexedCapture(capture: capture, index: index, failure: nil)) {}
  }

  /// Runs a job to its end.
  func run(_ job: ExportJob) -> ExportJob.Outcome? {
    job.start()
    for _ in 0..<20_000 where job.outcome == nil { usleep(1000) }
    return job.outcome
  }

  /// Writes what was asked for.
  func write(_ request: ExportRequest) -> ExportJob.Outcome { run(job(request)) ?? .failed("did not end") }
}
