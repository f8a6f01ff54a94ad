@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// A session and the screen that it draws on: a front end that does what it is asked for as far as there is no terminal.
final class DrivenSession {
  private let session: InspectorSession
  private let capture: Capture
  private var rows = 24
  private var columns = 80
  /// Files that were written, by name: the next time they are there.
  private var files: Set<String> = []
  /// Says when a key comes before work is done; nil where each waits for it.
  private var haste: Random?

  init(_ session: InspectorSession, of capture: Capture, _ random: inout Random) {
    self.session = session
    self.capture = capture
    haste = random.flip() ? Random(random.next()) : nil
    resize(&random)
  }

  var inspector: Inspector { session.inspector }

  func resize(_ random: inout Random) {
    (rows, columns) = random.element(
      of: [
        (24, 80), (24, 80), (50, 132), (50, 132), (40, 100), (16, 60), (5, 20), (0, 0), (70, 300),
        (random.below(60), random.below(200)),
      ])
    send(.resize(rows: rows, columns: columns))
  }

  func send(_ event: InspectorEvent) {
    var pending = [event]
    // What a front end answers may be asked for again, but not for ever.
    for _ in 0..<Self.mostAnswers {
      guard !pending.isEmpty else { break }
      var answers: [InspectorEvent] = []
      for event in pending { answers += carryOut(session.send(event)) }
      pending = answers + work()
    }
  }

  func compare(with other: OtherCapture) {
    _ = carryOut(session.compare(with: other))
    _ = work()
  }

  private static let mostAnswers = 4

  /// Does what is to be done beside the keys: a front end goes on with it as long as no key is pressed, so it has to end.
  private func work() -> [InspectorEvent] {
    var answers: [InspectorEvent] = []
    for _ in 0..<Self.mostSlices {
      guard session.isWorking, haste?.below(6) != 0 else { return answers }
      answers += carryOut(session.continueWork())
    }
    promise(false, "work beside the keys that does not end")
    return answers
  }

  private static let mostSlices = 20_000

  private func carryOut(_ effects: [Effect]) -> [InspectorEvent] { effects.flatMap(carryOut) }

  private func carryOut(_ effect: Effect) -> [InspectorEvent] {
    switch effect {
    // What goes to the clipboard may be pasted into a shell.
    case .copy(let text): promise(isShown(text), "what was copied")
    case .export(let request):
      if !request.replaces, !files.insert(request.file).inserted { return [.fileExists(.report(request))] }
      return [
        .exporting(ExportProgress(part: 0.5, byteCount: 4096)), .exporting(nil), .done("Wrote \(request.file)"),
      ]
    case .takeOut(let request): return takeOut(request)
    case .follow(let isOn): return [.following(isOn)]
    case .writeSettings(let settings):
      let written = settings.written(into: [])
      promise(Settings(file: written).written(into: written) == written, "settings are not read as they were written")
      return [.done("Wrote the settings")]
    default: break
    }
    return []
  }

  private func takeOut(_ request: ByteRequest) -> [InspectorEvent] {
    guard let bytes = try? bytes(of: request.source) else { return [.trouble("cannot be read")] }
    let encoded = request.form.encoded(bytes, remark: request.source.words)
    if request.form != .raw { promise(isShown(String(decoding: encoded, as: UTF8.self)), "bytes in a form of text") }
    if case .file(let file, let replaces) = request.destination, !replaces, !files.insert(file).inserted {
      return [.fileExists(.bytes(request))]
    }
    return [.done("Copied \(request.source.words)")]
  }

  private func bytes(of source: ByteSource) throws -> [UInt8] {
    switch source.content {
    case .bytes(let bytes): bytes
    case .capture(let range): try capture.bytes(at: range.lowerBound, count: Int(clamping: source.count))
    }
  }

  /// Lets all work come to its end, and looks at what is kept of marks and notes: it is taken in again.
  func finish() {
    haste = nil
    send(.goOn)
    look()
    guard let state = session.inspector.stateToKeep else { return }
    var next = Inspector(path: "again")
    next.restore(state: state)
    promise(next.stateToKeep == nil, "what was kept of a capture is not what was taken in again")
  }

  func look() {
    var grid = Grid(rows: rows, columns: columns)
    session.inspector.draw(into: &grid)
    for row in 0..<rows {
      var column = 0
      while column < columns {
        let rune = grid[row, column].rune
        // Most are ASCII.
        if rune >= 0x20, rune < 0x7f {
          column += 1
          continue
        }
        let scalar = Unicode.Scalar(rune)
        guard let scalar, scalar.value != 0, EscapedText.isShown(scalar) else {
          return promise(false, "a cell of \(rune) at \(row), \(column) of \(rows)x\(columns)")
        }
        let width = TextWidth.of(String(scalar))
        promise(width == 1 || width == 2 && column + 1 < columns, "a character of width \(width) at \(row), \(column)")
        if width == 2 { promise(grid[row, column + 1].rune == 0, "a wide character is cut at \(row), \(column)") }
        column += width
      }
    }
  }
}
