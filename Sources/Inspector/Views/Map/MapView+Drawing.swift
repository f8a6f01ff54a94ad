@_spi(Measuring) import SaveStream

extension MapView {
  func draw(into grid: inout Grid, _ scene: Scene) {
    guard let layout = layout(scene) else {
      grid.put(lines: waitingWords(scene), row: 0, column: 1, style: .dim)
      return
    }
    drawHead(into: &grid, layout, scene)
    drawRuler(into: &grid, layout, scene)
    drawLines(into: &grid, layout, scene)
    grid.inside(layout.pane) { drawPane(into: &$0, layout, scene) }
    guard layout.isPaneBeside else { return }
    for row in 1..<scene.rows {
      grid.put(String(scene.glyphs.vertical), row: row, column: layout.pane.column - 1, style: .border)
    }
  }

  private func waitingWords(_ scene: Scene) -> String {
    if hasFailed { return "Who sent what cannot be read, so there is no map." }
    if !scene.index.entryRows.isEmpty, extent == nil { return "Finding out who sent what\(scene.glyphs.ellipsis)" }
    return scene.noPages
  }

  /// What is shown, as of when, and how much of the guest.
  private func drawHead(into grid: inout Grid, _ layout: MapLayout, _ scene: Scene) {
    let checkpoint = checkpoint(scene)
    let pages = "\(NumberText.counted(layout.pagesPerCell, "page")) a cell"
    let whole = layout.showsFar ? "the whole guest" : "all but what lies far away"
    let shown = layout.isWhole ? whole : part(layout)
    let last = scene.index.checkpoints.count - 1
    let others = last > 0 ? " of 0 to \(last)" : ""
    let forms = [
      "as of checkpoint \(checkpoint)\(others); \(pages), \(shown)",
      "as of checkpoint \(checkpoint); \(pages), \(shown)",
      "checkpoint \(checkpoint); \(pages), \(shown)", "checkpoint \(checkpoint); \(pages)",
    ]
    let isPart = look == .content && layout.pagesPerCell > ContentCount.pagesPerCell
    let title = isPart ? "\(look.title) of \(ContentCount.pagesPerCell) pages a cell" : look.title
    let column = grid.put(title, row: 0, column: 1, style: .heading)
    let room = scene.columns - column - 3
    let words = forms.first { TextWidth.of($0) <= room } ?? TextWidth.fitted(forms[3], room, scene.glyphs)
    grid.put(words, row: 0, column: column + 2, style: .dim)
  }

  /// The PFNs on the screen.
  private func part(_ layout: MapLayout) -> String {
    let lines = layout.lines(top: top)
    let rows = lines.compactMap { line in if case .row(let row) = line { row } else { nil as UInt64? } }
    guard let first = rows.first, let last = rows.last else { return "" }
    let pfns = layout.pfns(ofRows: first..<last + 1)
    return "\(NumberText.hex(pfns.lowerBound)) to \(NumberText.hex(max(pfns.upperBound, 1) - 1))"
  }

  /// PFNs of cells within a row, and above the selected one a sign with its own. That takes the place of those in its
  /// way.
  private func drawRuler(into grid: inout Grid, _ layout: MapLayout, _ scene: Scene) {
    let (cells, scale) = (layout.cells, layout.scale.columns)
    let figure = { (place: Int) in "+" + NumberText.hexDigits(UInt64(place) << UInt64(layout.shift)) }
    let number = Int(clamping: layout.cell(of: pfn) % UInt64(layout.width))
    let selected = number * scale
    let sign = scene.glyphs.isUnicode ? "▾" : "v"
    let width = figure(number).utf8.count
    // At the end of the row the figure stands before the sign.
    let isBefore = selected + width >= cells.columns
    let taken = isBefore ? selected - width..<selected + 1 : selected..<selected + 1 + width
    for place in stride(from: 0, to: cells.columns, by: max(16 / scale, 1) * scale) {
      let text = figure(place / scale)
      guard place > taken.upperBound || place + text.utf8.count < taken.lowerBound else { continue }
      grid.put(text, row: 1, column: cells.column + place, style: .dim, limit: 15)
    }
    let text = isBefore ? figure(number) + sign : sign + figure(number)
    grid.put(text, row: 1, column: cells.column + taken.lowerBound, style: .value)
  }

  private func drawLines(into grid: inout Grid, _ layout: MapLayout, _ scene: Scene) {
    for (place, line) in layout.lines(top: top).enumerated() {
      let row = layout.cells.row + place * layout.scale.rows
      switch line {
      case .row(let number): drawRow(number, into: &grid, row: row, layout, scene)
      case .gap(let rows):
        let pfns = layout.pfns(ofRows: rows)
        let range = "\(NumberText.hex(pfns.lowerBound)) to \(NumberText.hex(max(pfns.upperBound, 1) - 1))"
        let dots = String(repeating: String(scene.glyphs.dot), count: 3)
        grid.put(dots, row: row, endingAt: layout.cells.column - 1, style: .dim)
        let far = layout.isGapBeforeFar(rows) ? "; the rest lies far away" : ""
        grid.put("\(range): never sent\(far)", row: row, column: layout.cells.column, style: .dim)
      }
    }
  }

  private func drawRow(_ number: UInt64, into grid: inout Grid, row: Int, _ layout: MapLayout, _ scene: Scene) {
    let checkpoint = checkpoint(scene)
    let selected = layout.cell(of: pfn)
    let numbers = layout.cells(ofRow: number)
    let isSelected = numbers.contains(selected)
    if isSelected { grid.put(String(scene.glyphs.cursor), row: row, column: 0, style: .value) }
    let label = NumberText.hex(layout.pfns(ofCell: numbers.lowerBound).lowerBound)
    grid.put(label, row: row, endingAt: layout.cells.column - 1, style: isSelected ? .value : .offset)
    for number in numbers {
      let sign = sign(ofCell: number, layout, checkpoint: checkpoint)
      let cell =
        number == selected ? sign?.selectedCell ?? Grid.Cell(0x20, .cursor) : sign?.cell(scene.glyphs) ?? .blank
      let column = layout.cells.column + Int(number - numbers.lowerBound) * layout.scale.columns
      for line in row..<row + layout.scale.rows {
        for place in column..<column + layout.scale.columns { grid.set(cell, row: line, column: place) }
      }
    }
  }

  /// The sign of a cell; nil while it is not known what is there.
  private func sign(ofCell number: UInt64, _ layout: MapLayout, checkpoint: Int) -> MapSign? {
    guard filter.passes(number), let known = cells[number] else { return nil }
    let pfns = layout.pfns(ofCell: number)
    if look == .content { return signOfContent(number, known) }
    if look.hasClasses {
      guard let place = classes.place(of: look.number(of: known)), classSigns.indices.contains(place) else {
        return look == .bytes ? .notSent : .neverSent
      }
      return classSigns[place]
    }
    if look.isOfGuest { return signOfGuest(known, pfns, checkpoint: checkpoint) }
    return look.sign(of: known, pfns: pfns.upperBound - pfns.lowerBound, checkpoint: checkpoint)
  }

  /// The figures of the selected cell, and the legend.
  private func drawPane(into grid: inout Grid, _ layout: MapLayout, _ scene: Scene) {
    let columns = grid.region.columns
    let number = layout.cell(of: pfn)
    guard let cell = cells[number] else { return }
    let figures = MapFigures(
      cell: cell, pfns: layout.pfns(ofCell: number), checkpoint: checkpoint(scene), units: scene.units)
    let selected = sign(ofCell: number, layout, checkpoint: checkpoint(scene))
    guard layout.isPaneBeside else {
      grid.rule(row: 0, title: figures.title, glyphs: scene.glyphs, isFocused: false)
      for (line, words) in figures.lines.enumerated() {
        grid.put(TextWidth.fitted(words, columns - 2, scene.glyphs), row: line + 1, column: 1)
      }
      drawLegend(into: &grid, row: 4, layout, selected: selected, scene)
      return
    }
    var row = 0
    for sign in legend(pfnsPerCell: layout.pagesPerCell) {
      draw(sign, isSelected: sign.words == selected?.words, into: &grid, row: row, column: 1, scene.glyphs)
      row += 1
    }
    for words in [figures.title] + figures.lines {
      row += 1
      for line in TextWidth.wrapped(words, columns - 2) {
        grid.put(line, row: row, column: 1)
        row += 1
      }
    }
  }

  /// The signs side by side, in as many lines as it takes.
  private func drawLegend(
    into grid: inout Grid, row: Int, _ layout: MapLayout, selected: MapSign?, _ scene: Scene
  ) {
    var row = row
    var column = 1
    for sign in legend(pfnsPerCell: layout.pagesPerCell) {
      let width = TextWidth.of(sign.words) + 2
      if column + width > grid.region.columns {
        row += 1
        column = 1
      }
      column =
        draw(sign, isSelected: sign.words == selected?.words, into: &grid, row: row, column: column, scene.glyphs) + 2
    }
  }

  /// Draws a sign with its meaning. That of the cell under the cursor is pointed at. Returns the column after it.
  @discardableResult
  private func draw(
    _ sign: MapSign, isSelected: Bool, into grid: inout Grid, row: Int, column: Int, _ glyphs: Glyphs
  ) -> Int {
    if isSelected { grid.put(String(glyphs.cursor), row: row, column: column - 1, style: .value) }
    grid.set(sign.cell(glyphs), row: row, column: column)
    return grid.put(sign.words, row: row, column: column + 2, style: isSelected ? .value : .dim)
  }
}
