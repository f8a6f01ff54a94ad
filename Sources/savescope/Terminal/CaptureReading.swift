import Glibc
@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// The reading of the capture beside the keys: what the inspector is told of it, and following a capture that grows.
final class CaptureReading {
  private var indexer: BackgroundIndexer
  /// Whether the inspector was told all: indexing has ended.
  private(set) var hasReportedEnd = false
  /// The index up to which a new indexer has to come before it is shown: a capture that is followed is read anew.
  private var shownUpTo: UInt64 = 0
  /// How far that indexer had come at the last report: one that comes no further waits for bytes, and is shown.
  private var lastPosition: UInt64?
  /// Whether a capture was shown, which stays on the screen whatever happens to its file.
  private var hasShownCapture = false
  private var isFollowing = false
  private var lastReport: UInt64 = 0

  init(_ indexer: BackgroundIndexer) {
    self.indexer = indexer
    watch = FileWatch(indexer.capture)
  }

  var capture: Capture { indexer.capture }

  /// The capture with an index, as commands take it.
  func indexed(_ index: IndexSnapshot) -> IndexedCapture {
    var failure: CaptureError?
    if case .failed(let error) = indexer.result { failure = error }
    return IndexedCapture(capture: indexer.capture.asFarAsArrived, index: index, failure: failure)
  }

  /// Asks for reading to stop soon.
  func stop() { indexer.stop() }

  // MARK: Telling

  /// What there is to tell, and whether that ends the inspector.
  struct Report {
    var events: [InspectorEvent] = []
    /// The bytes turned out to be nothing that can be shown.
    var failure: CaptureError?
  }

  /// How long the inspector may go without a report.
  var millisecondsToReport: Int {
    max(0, InspectorRunner.progressInterval - Int(clamping: MonotonicClock.milliseconds - lastReport))
  }

  /// Whether a report is due.
  var isReportDue: Bool { !hasReportedEnd && (millisecondsToReport == 0 || indexer.result != nil) }

  /// What the index knows, the last time when indexing has ended.
  func report() -> Report {
    let state = indexer.state
    hasReportedEnd = state.outcome != nil
    lastReport = MonotonicClock.milliseconds
    let snapshot = snapshot(of: state)
    let waits = snapshot.bytesRead > 0 && snapshot.bytesRead == lastPosition
    lastPosition = snapshot.bytesRead
    guard hasReportedEnd || waits || snapshot.bytesRead >= shownUpTo else { return Report() }
    shownUpTo = 0
    var report = Report()
    if case .failed(let error) = state.outcome {
      report = failed(error, snapshot)
    } else if state.isBehindDamage {
      report.events = behindDamage(snapshot)
    } else {
      report.events = [shown(snapshot)]
    }
    if hasReportedEnd { report.events += endOfFollowing() }
    return report
  }

  /// What the index knows now.
  private func snapshot(of state: BackgroundIndexer.State) -> IndexSnapshot {
    var snapshot = state.index.snapshot
    if !hasReportedEnd {
      // What has come is there to be told of before a whole chunk of it can be read.
      snapshot.size = max(snapshot.size, indexer.capture.size)
      snapshot.isArriving = !indexer.capture.isComplete
    }
    return snapshot
  }

  private func shown(_ snapshot: IndexSnapshot) -> InspectorEvent {
    hasShownCapture = hasShownCapture || snapshot.isCapture
    return .index(snapshot, milliseconds: lastReport)
  }

  /// A damaged capture was read once more: what was known of it does not hold.
  private func behindDamage(_ snapshot: IndexSnapshot) -> [InspectorEvent] {
    hasShownCapture = true
    guard let damage = snapshot.firstDamage else { return [shown(snapshot)] }
    let words = "Damaged at \(NumberText.hex(damage.offset)): what is behind it was found again"
    return [.reread(snapshot, milliseconds: lastReport), .trouble(words)]
  }

  private func failed(_ error: CaptureError, _ snapshot: IndexSnapshot) -> Report {
    let trouble = InspectorEvent.trouble(Self.words(for: error))
    if snapshot.isCapture { return Report(events: [shown(snapshot), trouble]) }
    return hasShownCapture ? Report(events: [trouble]) : Report(events: [shown(snapshot)], failure: error)
  }

  // MARK: Following

  /// Follows the capture, or stops doing so. What was read is read again, as its end looked like a cut; that takes a
  /// second for some hundred GiB, during which the screen stays as it is.
  func follow(_ isOn: Bool) -> [InspectorEvent] {
    guard isOn else {
      capture.stopFollowing()
      return following(false)
    }
    guard capture.startFollowing() else { return [.trouble(Self.cannotFollow(capture))] }
    indexer.requestStop()
    shownUpTo = hasShownCapture ? indexer.index.snapshot.bytesRead : 0
    lastPosition = nil
    indexer = indexer.startedAnew()
    hasReportedEnd = false
    return following(true)
  }

  private func following(_ isOn: Bool) -> [InspectorEvent] {
    isFollowing = isOn
    isKnownToGrow = false
    watch = isOn ? nil : FileWatch(capture)
    return [.following(isOn)]
  }

  /// Why the capture is followed no longer, where that is not the user's doing.
  private func endOfFollowing() -> [InspectorEvent] {
    guard isFollowing, let error = capture.endOfFollowing else { return [] }
    return following(false) + [.trouble(Self.words(for: error))]
  }

  private static func cannotFollow(_ capture: Capture) -> String {
    capture.isComplete
      ? "This capture cannot grow: a regular file that is not compressed can be followed, and a pipe follows by itself."
      : "It is followed already: what arrives is shown."
  }

  // MARK: Changes of the file

  /// When the file was looked at last.
  private var lastLook: UInt64 = 0
  /// nil once it has changed so that nothing more can be said, and while the file is followed.
  private var watch: FileWatch?
  private var isKnownToGrow = false
  private static let lookInterval: UInt64 = 1000

  /// How long nobody need look whether the file has changed; nil for ever.
  var millisecondsToLook: Int? {
    let passed = min(MonotonicClock.milliseconds - lastLook, Self.lookInterval)
    return watch == nil ? nil : Int(clamping: Self.lookInterval - passed) + 1
  }

  /// What has become of the file since it was opened: each thing is told once.
  func changes() -> [InspectorEvent] {
    guard let watch, MonotonicClock.milliseconds - lastLook >= Self.lookInterval else { return [] }
    lastLook = MonotonicClock.milliseconds
    switch watch.look(knownSize: capture.size) {
    case .same: return []
    case .grown:
      guard hasReportedEnd, !isKnownToGrow else { return [] }
      isKnownToGrow = true
      return [.grown]
    case .changed(let words):
      self.watch = nil
      return [.changed("\(displayed(capture.path)): \(words)")]
    }
  }

  // MARK: Words

  private static func words(for error: CaptureError) -> String {
    let place = error.offset.map { " at \(NumberText.hex($0))" } ?? ""
    return "\(displayed(error.path))\(place): \(error.reason)"
  }
}

extension IndexSnapshot {
  /// Whether anything of the bytes was recognised.
  var isCapture: Bool { stream != nil || !envelopes.isEmpty }
}
