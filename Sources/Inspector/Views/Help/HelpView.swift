import SaveStream

/// What is wrong with the settings file, all keys as they are bound, the commands and the settings. Keys that the view below does
/// not know name their views in brackets, and are dim where the terminal can do that.
struct HelpView: InspectorView {
  private var top = 0

  private struct Line {
    /// What stands in the left column: keys, the name of a setting, a sign.
    var left = ""
    var text: String
    var style: Style
    var leftStyle = Style.hintKey
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
      words: "keys; those of other views name them in brackets", row: (UInt64(top) + 1, UInt64(lines(scene).count)),
      unit: "lines",
      place: .summary)
  }

  private func lines(_ scene: Scene) -> [Line] { problems(scene) + keys(scene) + commands(scene) + settings(scene) }

  private func problems(_ scene: Scene) -> [Line] {
    let settings = scene.settings
    guard !settings.problems.isEmpty else { return [] }
    var lines = [Line(text: "Problems of the settings file", style: .heading)]
    for problem in settings.problems {
      let place = problem.line.map { "\(scene.glyphs.warning) line \($0)" } ?? String(scene.glyphs.warning)
      lines += wrapped("\(problem.wrong); \(problem.advice)", left: place, .warning, scene)
    }
    if settings.furtherProblems > 0 {
      lines.append(Line(text: "and \(NumberText.grouped(settings.furtherProblems)) more", style: .dim))
    }
    return lines + [Line(text: "", style: .plain)]
  }

  private func keys(_ scene: Scene) -> [Line] {
    var lines: [Line] = []
    for group in KeyMap.Group.allCases {
      let bindings = scene.keys.bindings.filter { $0.group == group }
      guard !bindings.isEmpty else { continue }
      lines.append(Line(text: group.rawValue, style: .heading))
      for binding in bindings {
        let works = binding.views.contains(scene.helpFor)
        let names = works ? "" : " (\(KeyMap.name(of: binding.views)))"
        lines += wrapped(
          binding.help + names, left: binding.keys.map(\.name).joined(separator: " "), works ? .hintKey : .dim,
          scene, style: works ? .plain : .dim)
      }
      lines.append(Line(text: "", style: .plain))
    }
    return lines
  }

  private func commands(_ scene: Scene) -> [Line] {
    let key = scene.keys.keyName(of: .commandLine, in: .summary).map { ", by \($0)" } ?? ""
    return [Line(text: "Command line\(key); Tab completes", style: .heading)]
      + LineCommand.all.flatMap { wrapped($0.help, left: $0.usage, .hintKey, scene) }
      + [Line(text: "", style: .plain)]
  }

  private func settings(_ scene: Scene) -> [Line] {
    [Line(text: "Settings, by :set NAME VALUE; :write keeps them", style: .heading)]
      + Setting.allCases.flatMap { setting in
        let value = "\(setting.value(in: scene.settings)) of \(Setting.list(setting.values))"
        return wrapped("\(value): \(setting.help)", left: setting.rawValue, .hintKey, scene)
      }
  }

  /// Text in as many lines as it takes, with a word at the left of the first.
  private func wrapped(
    _ text: String, left: String, _ leftStyle: Style, _ scene: Scene, style: Style = .plain
  ) -> [Line] {
    TextWidth.wrapped(text, scene.columns - Self.textColumn - 1).enumerated().map { row, part in
      Line(left: row == 0 ? left : "", text: part, style: style, leftStyle: leftStyle)
    }
  }

  func draw(into grid: inout Grid, _ scene: Scene) {
    for (row, line) in lines(scene).dropFirst(top).prefix(scene.rows).enumerated() {
      if line.style == .heading {
        grid.put(line.text, row: row, column: 1, style: line.style)
      } else {
        let left = TextWidth.fitted(line.left, Self.textColumn - 3, scene.glyphs)
        grid.put(left, row: row, endingAt: Self.textColumn - 2, style: line.leftStyle)
        let text = TextWidth.fitted(line.text, scene.columns - Self.textColumn - 1, scene.glyphs)
        grid.put(text, row: row, column: Self.textColumn, style: line.style)
      }
    }
  }

  private static let textColumn = 21
}
