import SaveStream

/// What stands around the views: the title, the names of the views, the status line and the key hints.
struct Frame {
  static let rowsAbove = 2
  static let otherRows = 4
  static let fewestRows = 16
  static let fewestColumns = 60
  /// Rows that a message takes at most.
  static let mostMessageRows = 6

  let inspector: Inspector

  init(_ inspector: Inspector) { self.inspector = inspector }

  private var glyphs: Glyphs { inspector.glyphs }

  /// What a click on a cell outside the view asks for.
  func command(atRow row: Int, column: Int) -> Command? {
    if row == 1 { return tabs().first { $0.columns.contains(column) }?.command }
    if row == inspector.rows - 1, inspector.prompt == nil {
      return hints().first { $0.columns.contains(column) }?.command
    }
    return nil
  }

  func draw(into grid: inout Grid) {
    drawTitle(into: &grid)
    drawTabs(into: &grid)
    drawStatus(into: &grid, row: grid.rows - 2)
    if let prompt = inspector.prompt {
      draw(prompt, into: &grid, row: grid.rows - 1)
    } else {
      drawHints(into: &grid, row: grid.rows - 1)
    }
  }

  private func drawTitle(into grid: inout Grid) {
    grid.clear(row: 0, style: .title)
    // Two names are worth more than what is known of the first capture.
    let wanted = min(
      TextWidth.of(names(.max).joined(separator: " ")), inspector.other == nil ? 24 : grid.columns * 2 / 3)
    let right = titles().first { TextWidth.of($0) + wanted + 3 <= grid.columns } ?? ""
    let names = names(grid.columns - TextWidth.of(right) - 3)
    grid.put(right, row: 0, endingAt: grid.columns, style: .title)
    let end = grid.put(" \(names[0]) ", row: 0, column: 0, style: .titleCurrent)
    // Every view but one shows the first of two captures alone.
    let style: Style = current == .diff ? .titleCurrent : .title
    grid.put(names.dropFirst().joined(), row: 0, column: end, style: style)
  }

  /// The name of the capture, or that and what it is compared with, in at most `width` cells with a blank between.
  private func names(_ width: Int) -> [String] {
    if let other = inspector.other { return other.names.texts(width, glyphs) }
    let path = inspector.path
    let name = EscapedText.of(path.split(separator: "/").last.map(String.init) ?? path, unicode: glyphs.isUnicode)
    return [TextWidth.fitted(name, width, glyphs)]
  }

  /// The facts of the title line, from all of them to the fewest.
  private func titles() -> [String] {
    let index = inspector.index
    let checkpoints = index.checkpoints.isEmpty ? [] : [NumberText.counted(index.checkpoints.count, "checkpoint")]
    let size = [NumberText.size(index.size, inspector.settings.units)]
    var titles = [checkpoints + size, size]
    if let stream = index.stream {
      titles.insert([StreamText.short(stream)] + checkpoints + size, at: 0)
      titles.insert([StreamText.shortest(stream)] + checkpoints + size, at: 1)
    }
    return titles.map { $0.joined(separator: " \(glyphs.dot) ") + " " }
  }

  /// Something in a line that can be clicked.
  private struct Button {
    let columns: Range<Int>
    let key: String
    let text: String
    let command: Command
  }

  /// The names of the views, in as many letters as there is room for.
  private func tabs() -> [Button] {
    let help = current == .help ? TextWidth.of(ViewKind.help.title) + 1 : 0
    let room = inspector.columns - TextWidth.of(progress) - 1 - help
    let count = inspector.index.findingCounts.values.reduce(0, +)
    let found = count > 0 ? " (\(NumberText.grouped(count)))" : ""
    let full = { (kind: ViewKind) in kind.title + (kind == .findings ? found : "") }
    let short = { (kind: ViewKind) in kind == current ? full(kind) : kind.shortTitle + (kind == .findings ? found : "")
    }
    let forms = [tabs(full, gap: 2), tabs(full, gap: 1), tabs(short, gap: 1)]
    return forms.first { ($0.last?.columns.upperBound ?? 0) <= room }
      ?? tabs({ $0 == current ? $0.shortTitle : "" }, gap: 1)
  }

  private func tabs(_ title: (ViewKind) -> String, gap: Int) -> [Button] {
    var column = 1
    return ViewKind.numbered.map { kind in
      let text = title(kind)
      let key = inspector.keys.keyName(of: .view(kind), in: current) ?? ""
      let width = TextWidth.of(key) + TextWidth.of(text) + (text.isEmpty ? 0 : 1) + gap
      defer { column += width }
      return Button(columns: column..<column + width, key: key, text: text, command: .view(kind))
    }
  }

  private var current: ViewKind { inspector.current }

  private var progress: String {
    inspector.rate.text(inspector.index, inspector.settings.units, isFollowing: inspector.isFollowing)
  }

  private func drawTabs(into grid: inout Grid) {
    for tab in tabs() {
      let isCurrent = tab.command == .view(inspector.current)
      let end = grid.put(tab.key, row: 1, column: tab.columns.lowerBound, style: isCurrent ? .hintKey : .dim)
      grid.put(" " + tab.text, row: 1, column: end, style: isCurrent ? .heading : .dim)
      // The sign tells the view without colours.
      if isCurrent { grid.put(String(glyphs.cursor), row: 1, column: tab.columns.lowerBound - 1, style: .hintKey) }
    }
    if inspector.current == .help { grid.put("Help", row: 1, endingAt: grid.columns - 1, style: .heading) }
    if !progress.isEmpty { grid.put(" " + progress, row: 1, endingAt: grid.columns - 1, style: .dim) }
  }

  private var wayToStop: String { inspector.keys.keyName(of: .stop, in: current).map { ", \($0) stops" } ?? "" }

  private func drawStatus(into grid: inout Grid, row: Int) {
    let style: Style = inspector.message?.isTrouble == true ? .statusTrouble : .status
    grid.clear(row: row, style: style)
    let position = inspector.position
    let right = whatRuns ?? count(of: position, in: grid.columns)
    let room = grid.columns - TextWidth.of(right) - 2
    if let message = inspector.message {
      let lines = lines(of: message, room)
      for (number, line) in lines.enumerated() {
        let place = row - (lines.count - 1 - number)
        grid.clear(row: place, style: style)
        grid.put(line, row: place, column: 1, style: style)
      }
    } else {
      var left = place(position, room)
      if let key = inspector.pending { left = key.name }
      if inspector.awaitsMark == .mark { left = "Mark this place: press a letter" }
      if inspector.awaitsMark == .goToMark { left = "Go to a mark: press its letter" }
      grid.put(TextWidth.fitted(left, room, glyphs), row: row, column: 1, style: style)
    }
    grid.put(right, row: row, endingAt: grid.columns, style: style)
  }

  /// What goes on beside the keys.
  private var whatRuns: String? {
    if inspector.search.isRunning { return "searching \(Int(inspector.search.part * 100)) %\(wayToStop) " }
    if let (kind, part) = inspector.work.shown {
      return "\(kind.words) \(Int(part * 100)) %\(kind == .sends ? "" : wayToStop) "
    }
    return inspector.exportWords.map { "\($0)\(wayToStop) " }
  }

  /// The row that is selected, and how many there are; left out where a message takes the line, but no more than that.
  private func count(of position: ViewPosition, in columns: Int) -> String {
    guard inspector.prompt == nil, let (at, count) = position.row else { return "" }
    let text = "\(NumberText.grouped(at)) of \(NumberText.grouped(count)) \(position.unit) "
    let room = columns - 2
    let width = TextWidth.of(inspector.message?.text ?? "")
    return width > room - TextWidth.of(text) && width <= room ? "" : text
  }

  /// A message that is longer than a line takes rows of the view, too.
  private func lines(of message: Message, _ room: Int) -> [String] {
    if !message.shellWords.isEmpty {
      return ShellWords.lines(message.shellWords, room, mostLines: Self.mostMessageRows, glyphs)
    }
    guard TextWidth.of(message.text) > room else { return [message.text] }
    var lines = TextWidth.wrapped(message.text, room)
    if lines.count > Self.mostMessageRows {
      lines.removeLast(lines.count - Self.mostMessageRows)
      lines[lines.count - 1] = TextWidth.fitted(lines[lines.count - 1] + " " + String(glyphs.ellipsis), room, glyphs)
    }
    return lines
  }

  /// Where one is, which rows are shown, and which checkpoint is marked, as far as there is room.
  private func place(_ position: ViewPosition, _ room: Int) -> String {
    let place = rowsAndPlace(position, room)
    guard let marked = inspector.markedCheckpoint, current != .help else { return place }
    let forms = ["= checkpoint \(marked) marked", "= ckpt \(marked)"].map { place.isEmpty ? $0 : "\(place)   \($0)" }
    return forms.first { TextWidth.of($0) <= room } ?? place
  }

  /// Where one is, and which rows are shown: that comes first where there is no room for both.
  private func rowsAndPlace(_ position: ViewPosition, _ room: Int) -> String {
    if position.words.isEmpty, position.filter == nil, let missing {
      return inspector.index.isFinished ? missing : "\(missing) so far"
    }
    let offset = position.offset.map { NumberText.hex($0) + "  " } ?? ""
    guard let filter = position.filter else { return offset + position.words }
    let summary = filter.text(room, glyphs)
    let words = position.words.isEmpty ? "" : position.words + "   "
    let forms = [offset + words + summary, offset + summary]
    return forms.first { TextWidth.of($0) <= room } ?? summary
  }

  /// What an empty view would show; nil where the view is not empty.
  private var missing: String? { inspector.view(current)?.whatIsMissing(inspector.scene) }

  /// What makes sense in an empty view.
  private static let everUseful: Set<Command> = [.search, .commandLine, .nextFinding, .help, .leave]

  /// The hints that fit; help and the way back always do.
  private func hints() -> [Button] {
    let isEmpty = missing != nil
    let all = inspector.keys.hints(for: current).filter { !isEmpty || Self.everUseful.contains($0.command) }
    let isLasting = { (binding: KeyMap.Binding) in binding.command == .help || binding.command == .leave }
    var room = inspector.columns + 1 - all.filter(isLasting).reduce(0) { $0 + Self.width(of: $1) }
    var shown: [KeyMap.Binding] = []
    for binding in all where !isLasting(binding) {
      room -= Self.width(of: binding)
      guard room >= 0 else { break }
      shown.append(binding)
    }
    var column = 1
    return (shown + all.filter(isLasting)).map { binding in
      let width = Self.width(of: binding)
      defer { column += width }
      return Button(
        columns: column..<column + width, key: binding.keys.first?.name ?? "", text: binding.hint ?? "",
        command: binding.command)
    }
  }

  private static func width(of hint: KeyMap.Binding) -> Int {
    TextWidth.of(hint.keys.first?.name ?? "") + TextWidth.of(hint.hint ?? "") + 3
  }

  private func drawHints(into grid: inout Grid, row: Int) {
    for hint in hints() {
      let end = grid.put(hint.key, row: row, column: hint.columns.lowerBound, style: .hintKey)
      grid.put(" " + hint.text, row: row, column: end, style: .hintText)
    }
  }

  private func draw(_ prompt: Prompt, into grid: inout Grid, row: Int) {
    let style: Style = prompt.isWrong ? .promptWrong : .prompt
    let room = max(grid.columns - 3, 1)
    // The line scrolls sideways, so that the cursor is always there.
    let skipped = max(0, prompt.editor.cursor - room)
    grid.put(prompt.sign, row: row, column: 0, style: style)
    var column = 1
    for (place, scalar) in prompt.editor.text.enumerated().dropFirst(skipped) {
      let isCursor = place == prompt.editor.cursor
      column = grid.put(String(scalar), row: row, column: column, style: isCursor ? .cursor : style)
    }
    if prompt.editor.cursor == prompt.editor.text.count { grid.put(" ", row: row, column: column, style: .cursor) }
  }
}
