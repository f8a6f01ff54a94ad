@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// The loop that puts the inspector on a terminal: draw, wait, take an event in, carry out what it asks for.
///
/// Keys are never kept waiting: indexing has a thread of its own, and searches and other work go on in slices between
/// keys.
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
  private let session: InspectorSession
  private let reading: CaptureReading
  private let other: ComparedCapture
  private let export = CurrentExport()
  private let state: StateFile?
  /// Whether to follow the capture from the start.
  private let follows: Bool
  private var ending: Ending?

  /// - Parameter readingOptions: how captures are read, as options of the command line.
  init(
    screen: TerminalScreen, indexer: BackgroundIndexer, comparedWith other: BackgroundIndexer?,
    readingOptions: [String], settings: Settings, opening: Opening = Opening(), follows: Bool = false
  ) {
    self.screen = screen
    self.follows = follows
    state = StateFile(of: indexer.capture.path)
    reading = CaptureReading(indexer)
    self.other = ComparedCapture(other)
    var inspector = Inspector(
      path: indexer.capture.path, isPacked: indexer.capture.compression != .none,
      comparedWith: other?.capture.path, readingOptions: readingOptions, glyphs: screen.glyphs, settings: settings,
      opening: opening)
    if let kept = state?.read() { inspector.restore(state: kept) }
    session = InspectorSession(capture: indexer.capture, index: indexer.index.snapshot, inspector: inspector)
  }

  /// Runs until the user or a signal ends it.
  func run() -> Ending {
    defer { export.giveUp() }
    screen.setMouse(session.inspector.settings.mouse)
    adoptSize()
    if follows { carryOut(.follow(true)) }
    reportReading()
    while true {
      if let ending { return ending }
      draw()
      waitForEvents()
    }
  }

  /// Keeps what was marked, noted and typed. To be called when the terminal has been given back.
  func keepState() {
    guard let bytes = session.inspector.stateToKeep, let state else { return }
    do throws(OutputError) {
      try state.write(bytes)
    } catch {
      FileWriter.standardError.say(
        "savescope: cannot keep marks and history: \(displayed(error.destination)): \(error.reason)\n")
    }
  }

  private func draw() {
    let size = screen.size
    var grid = Grid(rows: size.rows, columns: size.columns)
    session.inspector.draw(into: &grid)
    screen.present(grid)
  }

  // MARK: What happens

  /// Waits for something to happen and takes in all that has.
  private func waitForEvents() {
    if session.isWorking { workUntilFrame() } else { take(screen.wait(milliseconds: longestWait)) }
    var taken = 1
    while ending == nil, taken < Self.eventsPerFrame {
      let event = screen.wait(milliseconds: 0)
      if case .none = event { break }
      take(event)
      taken += 1
    }
    takeOther()
    if reading.isReportDue { reportReading() }
    tell(reading.changes())
    tell(export.news())
  }

  /// How long nothing but an event can change what is shown, in milliseconds; nil for ever.
  private var longestWait: Int? {
    if !reading.hasReportedEnd || other.isAwaited { return max(reading.millisecondsToReport, 1) }
    return export.isBusy ? Self.progressInterval : reading.millisecondsToLook
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
    case .inspector(let event): tell([event])
    case .repaint:
      screen.invalidate()
      adoptSize()
    case .background(let rgb): screen.setBackground(rgb: rgb)
    case .suspend: suspend()
    case .quit(let signal): ending = .signal(signal)
    }
  }

  private func adoptSize() {
    let size = screen.size
    tell([.resize(rows: size.rows, columns: size.columns)])
  }

  private func reportReading() {
    let report = reading.report()
    tell(report.events)
    if let failure = report.failure { ending = ending ?? .failed(failure) }
  }

  /// Hands the capture to be compared with on, once it has been read.
  private func takeOther() {
    switch other.arrival() {
    case .read(let capture): carryOut(session.compare(with: capture))
    case .failed(let error): tell([.trouble("\(displayed(error.path)): \(error.reason)")])
    case nil: break
    }
  }

  // MARK: What the inspector asks for

  /// Tells the inspector what happened, and carries out what it asks for then.
  private func tell(_ events: [InspectorEvent]) {
    for event in events { carryOut(session.send(event)) }
  }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects { carryOut(effect) }
  }

  private func carryOut(_ effect: Effect) {
    switch effect {
    // The session carries these out itself.
    case .read, .search, .stopSearching, .work, .stopWork: break
    case .follow(let isOn): tell(reading.follow(isOn))
    case .export(let request):
      if !request.replaces, OutputFile.isThere(UserPath.expanded(request.file)) {
        return tell([.exporting(nil), .fileExists(.report(request))])
      }
      export.begin(request, of: reading.indexed(session.index), comparedWith: other.indexed)
    case .stopExport: export.stop()
    case .stopIndexing: reading.stop()
    case .takeOut(let request): tell([takenOut(request)])
    case .copy(let text): copy(text)
    case .setMouse(let isOn): screen.setMouse(isOn)
    case .setTheme(let theme): screen.setTheme(theme)
    case .writeSettings(let settings): tell([Self.written(settings)])
    case .redraw: screen.invalidate()
    case .suspend: suspend()
    case .quit: ending = ending ?? .quit
    }
  }

  private func copy(_ text: String) {
    guard !screen.copy(text) else { return }
    tell([.trouble("The terminal does not take this text on its clipboard.")])
  }

  /// Copies bytes, or writes them to a file.
  private func takenOut(_ request: ByteRequest) -> InspectorEvent {
    let job = ByteJob(request, of: reading.capture)
    guard case .clipboard = request.destination else { return job.write() }
    do throws(CaptureError) {
      guard screen.copy(try job.encoded()) else {
        return .trouble("The terminal does not take that much on its clipboard.")
      }
      return .done("Copied \(request.source.words) as \(request.form.words)")
    } catch {
      return .trouble("Cannot read: \(error.reason)")
    }
  }

  private static func written(_ settings: Settings) -> InspectorEvent {
    do throws(OutputError) {
      return .done("Wrote the settings to \(try SettingsFile.write(settings))")
    } catch {
      return .trouble("Cannot write \(error.destination): \(error.reason)")
    }
  }

  private func suspend() {
    screen.suspend()
    adoptSize()
  }
}
