@_spi(Measuring) import SaveStream

/// Marks, notes and what was typed, and what of that stays.
extension Inspector {
  /// What of the capture is to be kept; nil where nothing is, or where nothing changed.
  public var stateToKeep: [UInt8]? {
    guard settings.state, state != keptState else { return nil }
    return state.bytes
  }

  private var state: CaptureState {
    var state = CaptureState()
    state.marks = marks
    for kind in Prompt.Kind.allCases { state.typed[kind] = prompt.lines(of: kind) }
    return state
  }

  /// Takes in what was kept. What is damaged is not used, and that is said.
  public mutating func restore(state bytes: [UInt8]) {
    guard settings.state else { return }
    guard let kept = CaptureState(bytes) else {
      message = message ?? Message("What was kept of this capture is damaged: nothing of it is used", isTrouble: true)
      return
    }
    marks = kept.marks
    for (kind, lines) in kept.typed { prompt.restore(lines, as: kind) }
    keptState = state
    let notes = marks.count { $0.note != nil }
    guard !marks.isEmpty, message == nil else { return }
    let words = [(marks.count - notes, "mark"), (notes, "note")].compactMap { count, word in
      count == 0 ? nil : NumberText.counted(count, word)
    }
    message = Message("\(words.joined(separator: " and ")) of last time; :marks lists them")
  }

  // MARK: Marks and notes

  /// Marks the place that one is at.
  mutating func setMark(_ letter: Unicode.Scalar) {
    marks.removeAll { $0.letter == letter }
    add(MarkedPlace(letter: letter, place: position.place, words: placeWords))
  }

  func marked(_ letter: Unicode.Scalar) -> Place? { marks.last { $0.letter == letter }?.place }

  /// What was noted on the place that one is at.
  var noteHere: String? {
    guard !marks.isEmpty else { return nil }
    let place = position.place
    return marks.last { $0.note != nil && $0.place == place }?.note
  }

  /// `:note TEXT`; without a text, what was noted here goes.
  mutating func enterNote(_ text: String) -> String? {
    guard current != .help, current != .places, position.place.text != nil else { return "Nothing can be noted here" }
    let place = position.place
    let had = noteHere != nil
    marks.removeAll { $0.note != nil && $0.place == place }
    guard !text.isEmpty else {
      message = Message(had ? "The note on this place is gone" : "No note is on this place; type :note and a text")
      return nil
    }
    add(MarkedPlace(letter: nil, place: place, words: placeWords, note: text))
    message = Message("Noted on this place; :marks lists all notes")
    return nil
  }

  private mutating func add(_ mark: MarkedPlace) {
    marks.append(mark)
    if marks.count > CaptureState.mostMarks { marks.removeFirst() }
  }

  /// Where one is, in words that hold by themselves.
  private var placeWords: String {
    let position = position
    let offset = position.offset.map { ", \(NumberText.hex($0))" } ?? ""
    return "\(current.title): \(position.words)\(offset)"
  }
}
