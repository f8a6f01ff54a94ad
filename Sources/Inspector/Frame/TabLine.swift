@_spi(Measuring) import SaveStream

/// The second line: the names of the views, and how far reading is.
struct TabLine {
  let scene: Scene
  let current: ViewKind
  let progress: String

  /// The names of the views, in as many letters as there is room for.
  var buttons: [Frame.Button] {
    let help = current == .help ? TextWidth.of(ViewKind.help.title) + 1 : 0
    let room = scene.columns - TextWidth.of(progress) - 1 - help
    let count = scene.index.findingCounts.values.reduce(0, +)
    let found = count > 0 ? " (\(NumberText.grouped(count)))" : ""
    let full = { (kind: ViewKind) in kind.title + (kind == .findings ? found : "") }
    let short = { (kind: ViewKind) in
      kind == current ? full(kind) : kind.shortTitle + (kind == .findings ? found : "")
    }
    let forms = [buttons(full, gap: 2), buttons(full, gap: 1), buttons(short, gap: 1)]
    return forms.first { ($0.last?.columns.upperBound ?? 0) <= room }
      ?? buttons({ $0 == current ? $0.shortTitle : "" }, gap: 1)
  }

  private func buttons(_ title: (ViewKind) -> String, gap: Int) -> [Frame.Button] {
    var column = 1
    return ViewKind.numbered.map { kind in
      let text = title(kind)
      let key = scene.keys.keyName(of: .view(kind), in: current) ?? ""
      let width = TextWidth.of(key) + TextWidth.of(text) + (text.isEmpty ? 0 : 1) + gap
      defer { column += width }
      return Frame.Button(columns: column..<column + width, key: key, text: text, command: .view(kind))
    }
  }

  func draw(into grid: inout Grid) {
    for tab in buttons {
      let isCurrent = tab.command == .view(current)
      let end = grid.put(tab.key, row: 1, column: tab.columns.lowerBound, style: isCurrent ? .hintKey : .dim)
      grid.put(" " + tab.text, row: 1, column: end, style: isCurrent ? .heading : .dim)
      // The sign tells the view without colours.
      if isCurrent {
        grid.put(String(scene.glyphs.cursor), row: 1, column: tab.columns.lowerBound - 1, style: .hintKey)
      }
    }
    if current == .help { grid.put("Help", row: 1, endingAt: grid.columns - 1, style: .heading) }
    if !progress.isEmpty { grid.put(" " + progress, row: 1, endingAt: grid.columns - 1, style: .dim) }
  }
}
