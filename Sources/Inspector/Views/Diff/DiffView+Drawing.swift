@_spi(Measuring) import SaveStream

extension DiffView {
  func draw(into grid: inout Grid, _ scene: Scene) {
    guard let request else { return drawNothingChosen(into: &grid, scene) }
    drawHead(request, into: &grid, scene)
    let layout = layout(scene)
    grid.inside(layout.list) { drawList(into: &$0, scene) }
    guard layout.pane.rows > 0 else { return }
    grid.inside(layout.pane) { drawPane(into: &$0, scene) }
  }

  private func drawNothingChosen(into grid: inout Grid, _ scene: Scene) {
    let words =
      if let missing = StreamText.missingStreamSentence(of: scene.index) {
        missing
      } else if let missing = scene.other?.missingStream {
        "The other capture \(missing)."
      } else if let other = scene.other {
        other.checkpointCount == 0
          ? "The other capture is being read, or holds no checkpoint." : "No checkpoint to compare is complete."
      } else if scene.index.checkpoints.count > 1 {
        "Choose two checkpoints: d marks one, and d at another one compares the two."
      } else {
        "Nothing to compare: \(scene.index.checkpoints.isEmpty ? "no checkpoint" : "one checkpoint only"). "
          + "savescope open A B compares two captures."
      }
    grid.put(lines: words, row: 0, column: 1, style: .dim)
  }

  // MARK: Head

  private func drawHead(_ request: DiffRequest, into grid: inout Grid, _ scene: Scene) {
    let titleEnd = grid.put(title(request, scene), row: 0, column: 1, style: .heading)
    let below = remarkLines(scene)
    if below.isEmpty { grid.put(remark(scene), row: 0, column: titleEnd + 2, style: .dim) }
    for (row, line) in below.enumerated() { grid.put(line, row: row + 1, column: 1, style: .dim) }
    let row = below.count + 1
    grid.put(totals(scene), row: row, column: 1, limit: scene.columns - 2)
    grid.clear(row: row + 1, style: .heading)
    grid.put("    what", row: row + 1, column: 0, style: .heading)
    let columns = DiffColumns(scene.columns)
    let strip = "where, \(wordsPerPage / columns.stripCells) words a cell"
    let (left, right): ([String], String) =
      switch look {
      case .all: (["from, or \(strip)", "from, or where"], "to, or type")
      case .pages: ([strip, "where"], "type")
      case .fields: (["from"], "to")
      }
    let end = look == .pages ? columns.type : columns.to
    let fitting = left.first { TextWidth.of($0) <= end - columns.from - 2 } ?? left[left.count - 1]
    grid.put(fitting, row: row + 1, column: columns.from, style: .heading)
    grid.put(right, row: row + 1, column: end, style: .heading)
  }

  /// What is compared.
  private func title(_ request: DiffRequest, _ scene: Scene) -> String {
    let words = "from checkpoint \(request.from) to checkpoint \(request.to)"
    guard let other = scene.other else { return words }
    let name = EscapedText.of(other.name, unicode: scene.glyphs.isUnicode)
    return TextWidth.fitted("\(words) of \(name)", scene.columns - 2, scene.glyphs)
  }

  /// The lines of the remark; none where it has room behind what is compared.
  func remarkLines(_ scene: Scene) -> [String] {
    guard let request else { return [] }
    let remark = remark(scene)
    if TextWidth.of(title(request, scene)) + TextWidth.of(remark) + 4 <= scene.columns { return [] }
    return Array(TextWidth.wrapped(remark, scene.columns - 2).prefix(Self.mostRemarkLines))
  }

  private static let mostRemarkLines = 4

  /// What has to be known of the comparison.
  private func remark(_ scene: Scene) -> String {
    guard let answer else {
      return scene.index.isFinished ? "comparing" : "compared once the checkpoint has been read"
    }
    let stopped = isStopped ? ["stopped: what was found so far"] : []
    let remarks = stopped + answer.notes.map { ComparisonText.words(for: $0, file: name(of: $0, scene)) }
    if !remarks.isEmpty { return remarks.joined(separator: "; ") }
    return look == .all ? "" : "\(look.words) only"
  }

  /// The capture that a note is about; nil where there is one only.
  private func name(of note: ComparisonNote, _ scene: Scene) -> String? {
    guard let names = scene.other?.names else { return nil }
    return EscapedText.of(note.side == .from ? names.first : names.second, unicode: scene.glyphs.isUnicode)
  }

  /// Signs, counts and what they count.
  private func totals(_ scene: Scene) -> [StyledText] {
    guard let snapshot = answer?.snapshot else { return [] }
    let totals = snapshot.totals
    let parts: [(sign: String, style: Style, count: UInt64, words: String)] = [
      ("~", .changed, totals.changed, "changed"), ("+", .added, totals.added, "new"),
      ("-", .removed, totals.removed, "gone"), ("T", .changed, totals.typeChanged, "of another type"),
    ]
    var text: [StyledText] = [StyledText("pages: ", .dim)]
    for part in parts where part.count > 0 {
      text += [StyledText(part.sign, part.style), StyledText(" \(NumberText.grouped(part.count)) \(part.words)  ")]
    }
    text.append(StyledText("= \(NumberText.grouped(totals.same)) the same  ", .dim))
    let more = snapshot.hasMoreFields ? "+" : ""
    text += [StyledText("fields: ", .dim), StyledText("\(NumberText.grouped(snapshot.fields.count))\(more)")]
    return text
  }

  // MARK: List

  private func drawList(into grid: inout Grid, _ scene: Scene) {
    guard let rows, rows.count > 0 else {
      guard !isAwaitingUses else {
        let words = "Finding out what the guest uses the pages for\(scene.glyphs.ellipsis)"
        grid.put(words, row: 0, column: 2, style: .dim)
        return
      }
      let isDone = answer?.snapshot.isFinished == true
      let isSame = isDone && list.expression.isEmpty
      let words =
        isSame
        ? "Nothing differs here." : isDone ? "The filter lets none pass." : answer == nil ? "" : "Nothing so far."
      grid.put(words, row: 0, column: 2, style: isSame ? .good : .dim)
      return
    }
    for (line, position) in cursor.visible(count: rows.count, height: grid.region.rows).enumerated() {
      switch rows[position] {
      case .page(let page): draw(page, into: &grid, line: line, scene)
      case .field(let field): draw(field, into: &grid, line: line, scene)
      case nil: break
      }
      if position == cursor.selected { grid.select(row: line, sign: scene.glyphs, at: 0, isFocused: !isPaneFocused) }
    }
  }

  private func draw(_ page: PageDifference, into grid: inout Grid, line: Int, _ scene: Scene) {
    let columns = DiffColumns(scene.columns)
    let (sign, style) = Self.look(of: page)
    grid.put(sign, row: line, column: 2, style: style)
    var end = grid.put(
      "page \(NumberText.hex(page.pfn))", row: line, column: 4, style: .name, limit: columns.from - 5)
    if let words = page.words, words > 0 {
      let start = max(end + 1, 20)
      let room = columns.from - start - 1
      let count = NumberText.counted(words, "word")
      let text = TextWidth.of(count) <= room ? count : NumberText.grouped(words)
      end = grid.put(text, row: line, column: start, limit: room)
      if columns.barCells > 0 {
        let bar = BarText.of(Double(words) / Double(wordsPerPage), cells: columns.barCells, scene.glyphs)
        end = grid.put(bar, row: line, column: columns.bar, style: .heat2)
      }
    }
    drawStrip(of: page, into: &grid, line: line, columns, scene.glyphs)
    // The sign of a doubt has room behind them.
    let room = scene.columns - columns.type - (page.doubt == nil ? 0 : 3)
    let types = Self.types(of: page)
    let shown = types.first { TextWidth.of($0) <= room } ?? TextWidth.fitted(types[types.count - 1], room, scene.glyphs)
    end = grid.put(shown, row: line, column: columns.type, style: page.hasTwoTypes ? .changed : .dim)
    guard let doubt = page.doubt else { return }
    // The status line says all of it where there is no room here.
    let forms = [ComparisonText.short(doubt), ComparisonText.shortest(doubt)].map { "\(scene.glyphs.warning) \($0)" }
    let words = forms.first { TextWidth.of($0) <= scene.columns - end - 2 } ?? String(scene.glyphs.warning)
    grid.put(words, row: line, column: end + 2, style: .warning)
  }

  /// The longest form first.
  private static func types(of page: PageDifference) -> [String] {
    switch (page.fromType?.name, page.toType?.name) {
    case (let from?, let to?): [page.hasTwoTypes ? "\(from) to \(to)" : to]
    case (let from?, nil): ["\(from), then not there", "\(from), gone"]
    case (nil, let to?): ["\(to), not there before", "\(to), new"]
    case (nil, nil): ["not there"]
    }
  }

  private static func look(of page: PageDifference) -> (String, Style) {
    switch page.change {
    case .changed: (page.hasTwoTypes ? "T" : "~", .changed)
    case .typeChanged: ("T", .changed)
    case .added: ("+", .added)
    case .removed: ("-", .removed)
    }
  }

  private func draw(_ field: FieldDifference, into grid: inout Grid, line: Int, _ scene: Scene) {
    let columns = DiffColumns(scene.columns)
    let (sign, style): (String, Style) =
      field.fromRange == nil ? ("+", .added) : field.toRange == nil ? ("-", .removed) : ("~", .changed)
    grid.put(sign, row: line, column: 2, style: style)
    let room = columns.from - 5
    let path = EscapedText.of(ComparisonText.path(of: field), unicode: scene.glyphs.isUnicode)
    grid.put(Self.fittedPath(path, room, scene.glyphs), row: line, column: 4, style: .name)
    let width = columns.to - columns.from - 1
    let texts = DifferingText(field.from, field.to, width: width, scene.glyphs)
    grid.put(texts.from, row: line, column: columns.from, style: field.from == nil ? .dim : .value)
    grid.put(texts.to, row: line, column: columns.to, style: field.to == nil ? .dim : .value)
  }

  /// The end of a path tells more than its beginning.
  private static func fittedPath(_ path: String, _ width: Int, _ glyphs: Glyphs) -> String {
    guard TextWidth.of(path) > width, width > 1 else { return path }
    return String(glyphs.ellipsis) + String(path.suffix(width - 1))
  }

  // MARK: The pane

  private func drawPane(into grid: inout Grid, _ scene: Scene) {
    switch selected {
    case .page(let page):
      var title = "page \(NumberText.hex(page.pfn))"
      if let request {
        let second = scene.other.map { " of " + EscapedText.of($0.name, unicode: scene.glyphs.isUnicode) } ?? ""
        let what = pane.showsXOR ? "its XOR with " : ""
        title += ": checkpoint \(request.from) beside \(what)checkpoint \(request.to)\(second)"
      }
      pane.draw(into: &grid, title: title, scene, isFocused: isPaneFocused)
    case .field(let field): drawField(field, into: &grid, scene)
    case nil: grid.rule(row: 0, title: "", glyphs: scene.glyphs, isFocused: false)
    }
  }

  private func drawField(_ field: FieldDifference, into grid: inout Grid, _ scene: Scene) {
    let path = EscapedText.of(ComparisonText.path(of: field), unicode: scene.glyphs.isUnicode)
    grid.rule(
      row: 0, title: Self.fittedPath(path, grid.region.columns - 6, scene.glyphs), glyphs: scene.glyphs,
      isFocused: false)
    var row = 1
    for (name, value, range) in [("from", field.from, field.fromRange), ("to", field.to, field.toRange)] {
      grid.put(name, row: row, column: 1, style: .dim)
      let text = value.map { FieldText.of($0, glyphs: scene.glyphs) } ?? "there is no such field"
      for line in TextWidth.wrapped(text, grid.region.columns - 8).prefix(3) {
        grid.put(line, row: row, column: 6, style: value == nil ? .dim : .value)
        row += 1
      }
      if let range { grid.put("at \(NumberText.hex(range.lowerBound))", row: row, column: 6, style: .offset) }
      row += 2
    }
  }
}

/// Where the columns of the Diff view's list stand: of fields their two values, of pages the strip that shows where
/// they differ, and their type.
struct DiffColumns: Equatable {
  let from: Int
  let to: Int
  /// The cells of the strip, each of which stands for as many words.
  let stripCells: Int
  let type: Int
  /// The bar for how many words differ; no cells where there is no room for one.
  let bar: Int
  let barCells: Int

  init(_ columns: Int) {
    let side = max(14, min(columns / 4, 44))
    from = columns - 2 * side
    to = columns - side
    let room = columns - from - Self.typeCells - 2
    stripCells = [64, 32].first { $0 <= room } ?? 16
    type = max(to, from + stripCells + 2)
    bar = 34
    barCells = from - bar - 2 >= 16 ? min(from - bar - 2, 64) : 0
  }

  private static let typeCells = 12
}
