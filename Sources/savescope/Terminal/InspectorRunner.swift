import Inspector
import SaveStream

/// The loop that puts the inspector on a terminal: draw, wait, take an event in, carry out what it asks for.
///
/// Keys are never kept waiting: indexing has a thread of its own, and searches and other work go on in slices between keys.
final class InspectorRunner {
  /// How often the screen follows indexing and searching, in milliseconds.
  static let progressInterval = 100
  /// How many events are taken in before the screen is drawn, so that a held key cannot starve it.
  static let eventsPerFrame = 64

  /// Why the loop ended.
  enum Ending: Equatable {
    case quit
    case signal(Int32)
    /// The bytes turned out to be nothing that can be shown.
    case failed(CaptureError)
  }

  private let screen: TerminalScreen
  private(set) var indexer: BackgroundIndexer
  /// The index up to which a new indexer has to come before it is shown: a capture that is followed is read anew.
  private var shownUpTo: UInt64 = 0
  /// Reads the capture to be compared with; nil where there is none, or once it has been handed on.
  private var other: BackgroundIndexer?
  /// That capture, once it has been read.
  private(set) var compared: IndexedCapture?
  let session: InspectorSession
  private var ending: Ending?
  private var hasReportedEnd = false
  /// Whether a capture was shown, which stays on the screen whatever happens to its file.
  private var hasShownCapture = false
  private var lastProgress: UInt64 = 0
  /// The file that is being written.
  var export: ExportJob?

  /// - Parameter readingOptions: how captures are read, as options of the command line.
  init(
    screen: TerminalScreen, indexer: BackgroundIndexer, comparedWith other: BackgroundIndexer?,
    readingOptions: [String], settings: Settings
  ) {
    self.screen = screen
    self.indexer = indexer
    self.other = other
    session = InspectorSession(
      capture: indexer.capture, index: indexer.index.snapshot,
      inspector: Inspector(
        path: indexer.capture.path, comparedWith: other?.capture.path, readingOptions: readingOptions,
        glyphs: screen.glyphs, settings: settings))
  }

  /// Runs until the user or a signal ends it.
  func run() -> Ending {
    defer { export?.giveUp() }
    screen.setMouse(session.inspector.settings.mouse)
    adoptSize()
    reportProgress()
    while true {
      if let ending { return ending }
      draw()
      waitForEvents()
    }
  }

  private func draw() {
    let size = screen.size
    var grid = Grid(rows: size.rows, columns: size.columns)
    session.inspector.draw(into: &grid)
    screen.present(grid)
  }

  /// Waits for something to happen and takes in all that has.
  private func waitForEvents() {
    if session.isWorking {
      workUntilFrame()
    } else {
      let isWaiting = hasReportedEnd && other == nil
      let pause = export == nil ? nil : Self.progressInterval
      take(screen.wait(milliseconds: isWaiting ? pause : max(millisecondsToProgress, 1)))
    }
    var taken = 1
    while ending == nil, taken < Self.eventsPerFrame {
      let event = screen.wait(milliseconds: 0)
      if case .none = event { break }
      take(event)
      taken += 1
    }
    takeOther()
    if !hasReportedEnd, millisecondsToProgress == 0 || indexer.result != nil { reportProgress() }
    reportExport()
  }

  /// Searches and works on, slice by slice, until an event arrives or the screen should show how far it is.
  private func workUntilFrame() {
    let frameEnd = MonotonicClock.milliseconds + UInt64(Self.progressInterval)
    while ending == nil, session.isWorking, MonotonicClock.milliseconds < frameEnd {
      carryOut(session.continueWork())
      let event = screen.wait(milliseconds: 0)
      if case .none = event { continue }
      return take(event)
    }
  }

  private func take(_ event: TerminalEvent) {
    switch event {
    case .none: break
    case .inspector(let event): carryOut(session.send(event))
    case .repaint:
      screen.invalidate()
      adoptSize()
    case .background(let rgb): screen.setBackground(rgb: rgb)
    case .suspend: suspend()
    case .quit(let signal): ending = .signal(signal)
    }
  }

  func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      // The session carries these out itself.
      case .read, .search, .stopSearching, .work, .stopWork: break
      case .follow(let isOn): follow(isOn)
      case .export(let request): begin(request)
      case .stopExport: export?.stop()
      case .stopIndexing: indexer.stop()
      case .copy(let text):
        if !screen.copy(text) {
          carryOut(session.send(.trouble("The terminal does not take this text on its clipboard.")))
        }
      case .setMouse(let isOn): screen.setMouse(isOn)
      case .setTheme(let theme): screen.setTheme(theme)
      case .writeSettings(let settings): write(settings)
      case .redraw: screen.invalidate()
      case .suspend: suspend()
      case .quit: ending = ending ?? .quit
      }
    }
  }

  private func write(_ settings: Settings) {
    do throws(OutputError) {
      let path = try SettingsFile.write(settings)
      carryOut(session.send(.done("Wrote the settings to \(path)")))
    } catch {
      carryOut(session.send(.trouble("Cannot write \(error.destination): \(error.reason)")))
    }
  }

  private func suspend() {
    screen.suspend()
    adoptSize()
  }

  private func adoptSize() {
    let size = screen.size
    carryOut(session.send(.resize(rows: size.rows, columns: size.columns)))
  }

  /// Follows the capture, or stops doing so. What was read is read again, as its end looked like a cut; that takes a
  /// second for some hundred GiB, during which the screen stays as it is.
  private func follow(_ isOn: Bool) {
    guard isOn else {
      indexer.capture.stopFollowing()
      return carryOut(session.send(.following(false)))
    }
    guard indexer.capture.startFollowing() else {
      return carryOut(session.send(.trouble(Self.cannotFollow(indexer.capture))))
    }
    indexer.index.requestStop()
    shownUpTo = indexer.index.snapshot.bytesRead
    indexer = indexer.startedAnew()
    hasReportedEnd = false
    carryOut(session.send(.following(true)))
  }

  private static func cannotFollow(_ capture: Capture) -> String {
    capture.isComplete
      ? "This capture cannot grow: a regular file that is not compressed can be followed, and a pipe follows by itself."
      : "It is followed already: what arrives is shown."
  }

  /// Hands the capture to be compared with on, once it has been read.
  private func takeOther() {
    guard let reader = other, let outcome = reader.result else { return }
    other = nil
    if case .failed(let error) = outcome {
      carryOut(session.send(.trouble("\(displayed(error.path)): \(error.reason)")))
    } else if let sends = reader.sends {
      compared = IndexedCapture(capture: reader.capture, index: reader.index.snapshot, failure: nil)
      let other = OtherCapture(capture: reader.capture, index: reader.index.snapshot, sends: sends)
      carryOut(session.compare(with: other))
    }
  }

  private var millisecondsToProgress: Int {
    max(0, Self.progressInterval - Int(clamping: MonotonicClock.milliseconds - lastProgress))
  }

  /// Tells the inspector what the index knows, the last time when indexing has ended.
  private func reportProgress() {
    let outcome = indexer.result
    hasReportedEnd = outcome != nil
    lastProgress = MonotonicClock.milliseconds
    var snapshot = indexer.index.snapshot
    if !hasReportedEnd {
      // What has come is there to be told of before a whole chunk of it can be read.
      snapshot.size = max(snapshot.size, indexer.capture.size)
      snapshot.isArriving = !indexer.capture.isComplete
    }
    guard hasReportedEnd || snapshot.bytesRead >= shownUpTo else { return }
    shownUpTo = 0
    defer { if hasReportedEnd { reportEndOfFollowing() } }
    if hasShownCapture, !snapshot.isCapture, case .failed(let error) = outcome {
      return carryOut(session.send(.trouble(Self.words(for: error))))
    }
    hasShownCapture = hasShownCapture || snapshot.isCapture
    carryOut(session.send(.index(snapshot, milliseconds: lastProgress)))
    guard case .failed(let error) = outcome else { return }
    if snapshot.isCapture {
      carryOut(session.send(.trouble(Self.words(for: error))))
    } else {
      ending = ending ?? .failed(error)
    }
  }

  /// Says why a capture is followed no longer, where that is not the user's doing.
  private func reportEndOfFollowing() {
    guard session.inspector.isFollowing, let error = indexer.capture.endOfFollowing else { return }
    carryOut(session.send(.following(false)))
    carryOut(session.send(.trouble(Self.words(for: error))))
  }

  private static func words(for error: CaptureError) -> String {
    let place = error.offset.map { " at \(NumberText.hex($0))" } ?? ""
    return "\(displayed(error.path))\(place): \(error.reason)"
  }
}

extension IndexSnapshot {
  /// Whether anything of the bytes was recognised.
  var isCapture: Bool { stream != nil || !envelopes.isEmpty }
}
