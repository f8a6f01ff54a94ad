/// All keys, from the key table; those that the view below does not know are dim.
struct HelpView: InspectorView {
  private var top = 0

  private struct Line {
    var keys = ""
    var text: String
    var style: Style
  }

  mutating func perform(_ command: Command, _ scene: inout Scene) {
    let page = max(scene.rows - 1, 1)
    switch command {
    case .down: top += 1
    case .up: top -= 1
    case .halfPageDown: top += max(page / 2, 1)
    case .halfPageUp: top -= max(page / 2, 1)
    case .pageDown: top += page
    case .pageUp: top -= page
    case .first: top = 0
    case .last: top = lines(scene).count
    default: break
    }
    prepare(&scene)
  }

  mutating func wheel(by rows: Int, row: Int, column: Int, _ scene: inout Scene) {
    top += rows
    prepare(&scene)
  }

  mutating func prepare(_ scene: inout Scene) { top = max(0, min(top, lines(scene).count - scene.rows)) }

  func position(_ scene: Scene) -> ViewPosition {
    ViewPosition(
      words: "keys; those of other views are dim", row: (UInt64(top) + 1, UInt64(lines(scene).count)), unit: "lines",
      place: .summary)
  }

  private func lines(_ scene: Scene) -> [Line] {
    var lines: [Line] = []
    for group in KeyMap.Group.allCases {
      if !lines.isEmpty { lines.append(Line(text: "", style: .plain)) }
      lines.append(Line(text: group.rawValue, style: .heading))
      for binding in scene.keys.bindings where binding.group == group {
        let works = binding.views.contains(scene.helpFor)
        let names = works ? "" : " (\(KeyMap.name(of: binding.views)))"
        lines.append(
          Line(
            keys: binding.keys.map(\.name).joined(separator: " "), text: binding.help + names,
            style: works ? .plain : .dim))
      }
    }
    return lines
  }

  func draw(into grid: inout Grid, _ scene: Scene) {
    for (row, line) in lines(scene).dropFirst(top).prefix(scene.rows).enumerated() {
      if line.keys.isEmpty {
        grid.put(line.text, row: row, column: 1, style: line.style)
      } else {
        grid.put(line.keys, row: row, endingAt: 19, style: line.style == .dim ? .dim : .hintKey)
        grid.put(TextWidth.fitted(line.text, scene.columns - 22, scene.glyphs), row: row, column: 21, style: line.style)
      }
    }
  }
}
