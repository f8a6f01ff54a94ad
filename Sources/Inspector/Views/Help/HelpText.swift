@_spi(Measuring) import SaveStream

/// The lines of the help: what is wrong with the settings file, the keys of the view below, those that work everywhere
/// and in other views, commands, settings and words.
struct HelpText {
  struct Line {
    /// What stands in the left column: keys, the name of a setting, a sign.
    var left = ""
    var text: String
    var style: Style
    var leftStyle = Style.hintKey
    /// The word of the glossary that begins here.
    var word: String?

    static let blank = Line(text: "", style: .plain)
  }

  let scene: Scene
  /// Cells of a line.
  let width: Int

  /// The column of the text, behind the keys.
  static let textColumn = 21

  func lines() -> [Line] { problems() + keys() + commands() + settings() + words() }

  private func problems() -> [Line] {
    let settings = scene.settings
    guard !settings.problems.isEmpty else { return [] }
    var lines = [heading("Problems of the settings file")]
    for problem in settings.problems {
      let place = problem.line.map { "\(scene.glyphs.warning) line \($0)" } ?? String(scene.glyphs.warning)
      lines += wrapped("\(problem.wrong); \(problem.advice)", left: place, .warning)
    }
    if settings.furtherProblems > 0 {
      lines.append(Line(text: "and \(NumberText.grouped(settings.furtherProblems)) more", style: .dim))
    }
    return lines + [.blank]
  }

  private func heading(_ text: String) -> Line { Line(text: text, style: .heading) }

  // MARK: Keys

  /// Those of the view first, then those of all views, then those of others.
  private func keys() -> [Line] {
    let all = scene.keys.bindings.filter { !$0.keys.isEmpty }
    let isEverywhere = { (binding: KeyMap.Binding) in binding.views.isSuperset(of: ViewKind.numbered) }
    let own = all.filter { $0.views.contains(scene.helpFor) && !isEverywhere($0) }
    let others = all.filter { !$0.views.contains(scene.helpFor) && !isEverywhere($0) }
    var lines: [Line] = []
    if !own.isEmpty { lines += [heading("Keys of \(scene.helpFor.title)")] + own.flatMap { line($0) } + [.blank] }
    for group in KeyMap.Group.allCases {
      let bindings = all.filter { isEverywhere($0) && $0.group == group }
      guard !bindings.isEmpty else { continue }
      lines += [heading("\(group.rawValue), in all views")] + bindings.flatMap { line($0) } + [.blank]
    }
    lines += [heading("Keys of other views")]
    return lines + others.flatMap { line($0, works: false) } + [.blank]
  }

  private func line(_ binding: KeyMap.Binding, works: Bool = true) -> [Line] {
    let names = works ? "" : " (\(KeyMap.name(of: binding.views)))"
    return wrapped(
      binding.help + names, left: binding.keys.map(\.name).joined(separator: " "), works ? .hintKey : .dim,
      style: works ? .plain : .dim)
  }

  // MARK: The rest

  private func commands() -> [Line] {
    let key = scene.keys.keyName(of: .commandLine, in: .summary).map { ", by \($0)" } ?? ""
    return [heading("Command line\(key); Tab completes")]
      + LineCommand.all.flatMap { wrapped($0.help, left: $0.usage, .hintKey) } + [.blank]
  }

  private func settings() -> [Line] {
    [heading("Settings, by :set NAME VALUE; :write keeps them")]
      + Setting.allCases.flatMap { setting in
        let value = "\(setting.value(in: scene.settings)) of \(Setting.list(setting.values))"
        return wrapped("\(value): \(setting.help)", left: setting.rawValue, .hintKey)
      } + [.blank]
  }

  private func words() -> [Line] {
    [heading("Words; :help WORD shows one")]
      + Glossary.entries.flatMap { entry in
        var lines = wrapped(entry.meaning, left: entry.word, .name)
        if !lines.isEmpty { lines[0].word = entry.word }
        return lines
      }
  }

  /// Text in as many lines as it takes, with a word at the left of the first.
  private func wrapped(_ text: String, left: String, _ leftStyle: Style, style: Style = .plain) -> [Line] {
    TextWidth.wrapped(text, width - Self.textColumn - 1).enumerated().map { row, part in
      Line(left: row == 0 ? left : "", text: part, style: style, leftStyle: leftStyle)
    }
  }
}
