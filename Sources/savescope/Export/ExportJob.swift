import ArgumentParser
import Glibc
@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream
import Synchronization

/// A file that the inspector exports: a command of savescope, run on a thread of its own over the capture as it is
/// known at that moment. What standard output would get goes into the file.
final class ExportJob: Sendable {
  /// How it ended, in words for the status line.
  enum Outcome: Sendable, Equatable {
    case written(String)
    case failed(String)
    /// There is no file.
    case stopped
  }

  private let request: ExportRequest
  private let indexed: IndexedCapture
  private let other: IndexedCapture?
  private let whenDone: @Sendable () -> Void
  private let watch = ReportWatch()
  /// When it began, on the clock that only goes forward.
  let begun = MonotonicClock.milliseconds
  private let end = Mutex<Outcome?>(nil)

  /// - Parameters:
  ///   - other: the capture that the first is compared with, once it has been read.
  ///   - whenDone: called on the job's thread when it has ended.
  init(
    _ request: ExportRequest, of indexed: IndexedCapture, comparedWith other: IndexedCapture? = nil,
    whenDone: @escaping @Sendable () -> Void
  ) {
    self.request = request
    self.indexed = indexed
    self.other = other
    self.whenDone = whenDone
  }

  func start() { DetachedThread.start { self.run() } }

  /// nil while it goes on.
  var outcome: Outcome? { end.withLock { $0 } }

  var progress: ExportProgress { ExportProgress(part: watch.part, byteCount: watch.byteCount) }

  /// Asks it to end soon; the temporary file is removed then.
  func stop() { watch.stop() }

  /// Stops it and waits for its end, but for no longer than a user does who wants to leave.
  func giveUp(milliseconds limit: UInt64 = 2000) {
    stop()
    let end = MonotonicClock.milliseconds + limit
    while outcome == nil, MonotonicClock.milliseconds < end { usleep(1000) }
  }

  private func run() {
    let outcome = write()
    end.withLock { $0 = outcome }
    whenDone()
  }

  private func write() -> Outcome {
    do {
      let command = try Program.parseAsRoot(request.arguments)
      let manners = OutputFile.Manners(
        force: request.replaces, wayToReplace: ":export! replaces it", takesStreams: false, watch: watch)
      let file = try OutputFile(path: path, manners)
      let written = try write(command, to: ReportTarget(file.output, watch: watch))
      try watch.check()
      try file.finish()
      return .written(words(for: written))
    } catch {
      if watch.isStopped { return .stopped }
      return .failed(ProgramFailure(of: error)?.message ?? Program.message(for: error))
    }
  }

  private func write(_ command: ParsableCommand, to target: ReportTarget) throws -> WrittenReport {
    switch command {
    case let command as any ReportCommand: try command.write(indexed, to: target)
    case let command as any ComparisonCommand: try command.write(indexed, other, to: target)
    default: throw ProgramFailure("savescope \(request.arguments.first ?? "") writes no report")
    }
  }

  private var path: String { UserPath.expanded(request.file) }

  /// `Wrote 3,456 rows to pages.csv`.
  private func words(for written: WrittenReport) -> String {
    let rows = written.rows.map { "\(NumberText.counted($0.count, $0.of)) to \(request.file)" }
    var words = "Wrote " + (rows ?? "\(request.file), \(NumberText.size(watch.byteCount))")
    if !indexed.index.isFinished { words += ", of what has been read so far" }
    if indexed.failure != nil || written.failure != nil { words += ", of what could be read" }
    if let remark = written.remark { words += "; \(remark)" }
    return words
  }
}
