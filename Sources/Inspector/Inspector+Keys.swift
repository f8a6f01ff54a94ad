@_spi(Measuring) import SaveStream

/// What the next key is waited for.
enum AwaitedKey: Sendable, Equatable {
  /// The second of two keys.
  case second(of: Key)
  /// The letter of a mark, to be set or to be gone to.
  case letterToMark, letterToGoTo
  /// Whether a file is to be replaced.
  case replacement(FileRequest)
  /// The form in which bytes are to be copied.
  case formToCopy(ByteSource)

  /// What the status line says meanwhile.
  var words: String {
    switch self {
    case .second(let first): first.name
    case .letterToMark: "Mark this place: press a letter"
    case .letterToGoTo: "Go to a mark: press its letter"
    case .replacement(let request): "Replace \(EscapedText.of(request.file))? y or n"
    case .formToCopy(let source):
      "Copy \(source.words) as "
        + Setting.list(ByteForm.allCases.map { "\($0.key) \($0.words)" })
    }
  }
}

/// From keys and the mouse to commands.
extension Inspector {
  /// - Parameter milliseconds: when, on a clock that only goes forward; nil where nobody measured that.
  mutating func press(_ key: Key, at milliseconds: UInt64? = nil, _ effects: inout [Effect]) {
    let isMessageShown = message != nil
    message = nil
    jump = nil
    defer { lastKey = milliseconds.map { (key, $0) } }
    if prompt.line != nil { return type(key, &effects) }
    let awaited = awaitedKey
    awaitedKey = nil
    switch awaited {
    case .letterToMark: return mark(key)
    case .letterToGoTo: return goToMark(key, &effects)
    case .replacement(let request): return replace(request, key, &effects)
    case .formToCopy(let source): return copy(source, key, &effects)
    case .second(let first):
      if let command = keys.command(for: KeyStroke(first, key), in: current) { return perform(command, &effects) }
      if key == .escape { return }
    case nil: break
    }
    if isCounted(key, at: milliseconds) { return }
    // A message is the first thing that Escape takes away, unless there is something to give up.
    if key == .escape, isMessageShown, selectedBytes == nil, !isSearchingHere { return }
    if let command = keys.command(for: KeyStroke(key), in: current) {
      perform(command, &effects)
    } else if keys.isPrefix(key, in: current) {
      awaitedKey = .second(of: key)
    } else if key != .escape {
      let help = keys.keyName(of: .help, in: current).map { "; \($0) shows those that do" } ?? ""
      message = Message("\(key.name) does nothing here\(help)")
    }
  }

  /// Whether a key that moves comes right behind a digit, as a count does in vi: then nothing moves, and that is said.
  private mutating func isCounted(_ key: Key, at milliseconds: UInt64?) -> Bool {
    guard let milliseconds, let (digit, time) = lastKey, milliseconds - min(time, milliseconds) <= Self.countPause,
      case .character(let scalar) = digit, ("0"..."9").contains(scalar),
      case .view(let kind)? = keys.command(for: KeyStroke(digit), in: current),
      keys.isMotion(key, in: current)
    else { return false }
    message = Message(
      "There are no counts: \(digit.name) showed \(kind.title), and nothing moved; \(key.name) alone moves")
    return true
  }

  /// Milliseconds between a digit and a key within which the two are meant as one.
  private static let countPause: UInt64 = 250

  private mutating func mark(_ key: Key) {
    guard let letter = letter(key, "marked") else { return }
    setMark(letter)
    let way = keys.keyName(of: .goToMark, in: current).map { "; \($0)\(letter) comes back to it" } ?? ""
    message = Message("Marked this place as \(letter)\(way)")
  }

  private mutating func goToMark(_ key: Key, _ effects: inout [Effect]) {
    if key == .character("'") {
      guard let place = history.lastLeft else {
        message = Message("No place to go back to")
        return
      }
      return go(to: place, &effects)
    }
    guard let letter = letter(key, "gone to") else { return }
    if let place = marked(letter) {
      go(to: place, &effects)
    } else {
      message = Message("No place is marked as \(letter)")
    }
  }

  /// The letter of a mark; nil for any other key, and for one that is no letter a message with what was not done.
  private mutating func letter(_ key: Key, _ done: String) -> Unicode.Scalar? {
    if case .character(let letter) = key, letter.properties.isAlphabetic, EscapedText.isShown(letter) { return letter }
    if key != .escape { message = Message("A mark is a letter: no place was \(done)") }
    return nil
  }

  mutating func take(_ mouse: Mouse, _ effects: inout [Effect]) {
    // What is typed belongs to the view that is shown, and should not get lost.
    guard prompt.line == nil else { return }
    message = nil
    jump = nil
    let row = mouse.row - Frame.rowsAbove
    let isInView = row >= 0 && row < scene.rows
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let step = mouse.action == .wheelUp ? -Self.wheelRows : Self.wheelRows
      withView(current, &effects) { view, scene in view.wheel(by: step, row: row, column: mouse.column, &scene) }
    case .press:
      let isDouble = lastPress.map { $0.isFirst(ofDouble: mouse) } ?? false
      lastPress = isDouble ? nil : mouse
      if isInView {
        withView(current, &effects) { view, scene in
          view.click(row: row, column: mouse.column, isDouble: isDouble, &scene)
        }
      } else if let command = frame.command(atRow: mouse.row, column: mouse.column) {
        perform(command, &effects)
      }
    }
  }

  private static let wheelRows = 3
}

extension Mouse {
  /// Whether another press makes a double click with this one.
  fileprivate func isFirst(ofDouble other: Mouse) -> Bool {
    row == other.row && abs(column - other.column) <= 1 && other.milliseconds >= milliseconds
      && other.milliseconds - milliseconds <= 400
  }
}
