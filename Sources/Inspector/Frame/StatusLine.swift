@_spi(Measuring) import SaveStream

/// The last line but one: a message, or where one is; and what goes on, or which row is selected.
struct StatusLine {
  let frame: Frame

  private var scene: Scene { frame.scene }
  private var position: ViewPosition { frame.position }

  func draw(into grid: inout Grid, row: Int) {
    let style: Style = frame.message?.isTrouble == true ? .statusTrouble : .status
    grid.clear(row: row, style: style)
    let right = frame.running ?? count(in: grid.columns)
    let room = grid.columns - TextWidth.of(right) - 2
    if let message = frame.message {
      let lines = lines(of: message, room)
      for (number, line) in lines.enumerated() {
        let place = row - (lines.count - 1 - number)
        grid.clear(row: place, style: style)
        grid.put(line, row: place, column: 1, style: style)
      }
    } else {
      let text = frame.awaited ?? place(room)
      grid.put(TextWidth.fitted(text, room, scene.glyphs), row: row, column: 1, style: style)
    }
    grid.put(right, row: row, endingAt: grid.columns, style: style)
  }

  /// The row that is selected, and how many there are; left out where a message takes the line, but no more than that.
  private func count(in columns: Int) -> String {
    guard frame.line == nil, let (at, count) = position.row else { return "" }
    let text = "\(NumberText.grouped(at)) of \(NumberText.grouped(count)) \(position.unit) "
    let room = columns - 2
    let width = TextWidth.of(frame.message?.text ?? "")
    return width > room - TextWidth.of(text) && width <= room ? "" : text
  }

  /// A message that is longer than a line takes rows of the view, too.
  private func lines(of message: Message, _ room: Int) -> [String] {
    if !message.shellWords.isEmpty {
      return ShellWords.lines(message.shellWords, room, mostLines: Frame.mostMessageRows, scene.glyphs)
    }
    guard TextWidth.of(message.text) > room else { return [message.text] }
    var lines = TextWidth.wrapped(message.text, room)
    if lines.count > Frame.mostMessageRows {
      lines.removeLast(lines.count - Frame.mostMessageRows)
      let last = lines[lines.count - 1] + " " + String(scene.glyphs.ellipsis)
      lines[lines.count - 1] = TextWidth.fitted(last, room, scene.glyphs)
    }
    return lines
  }

  /// Where one is, which rows are shown, and which checkpoint is marked, as far as there is room.
  private func place(_ room: Int) -> String {
    var place = rowsAndPlace(room)
    if let note = frame.note {
      let text = "note: \(EscapedText.of(note, unicode: scene.glyphs.isUnicode))"
      place = TextWidth.fitted(place.isEmpty ? text : "\(place)   \(text)", room, scene.glyphs)
    }
    guard let marked = scene.markedCheckpoint, frame.current != .help else { return place }
    let forms = ["= checkpoint \(marked) marked", "= ckpt \(marked)"].map { place.isEmpty ? $0 : "\(place)   \($0)" }
    return forms.first { TextWidth.of($0) <= room } ?? place
  }

  /// Where one is, and which rows are shown: that comes first where there is no room for both.
  private func rowsAndPlace(_ room: Int) -> String {
    if position.words.isEmpty, position.filter == nil, let missing = frame.missing {
      if StreamText.missingStream(of: scene.index) != nil { return "no stream that is read" }
      return (frame.current == .findings ? scene.index.isLookedThrough : scene.index.isFinished)
        ? missing : "\(missing) so far"
    }
    let offset = position.offset.map { NumberText.hex($0) + "  " } ?? ""
    guard let filter = position.filter else {
      let forms = [position.words, position.remark].compactMap(\.self)
      let both = offset + forms.joined(separator: "   ")
      return TextWidth.of(both) <= room ? both : offset + forms[forms.count - 1]
    }
    let summary = filter.text(room, scene.glyphs)
    let words = position.words.isEmpty ? "" : position.words + "   "
    let forms = [offset + words + summary, offset + summary]
    return forms.first { TextWidth.of($0) <= room } ?? summary
  }
}
