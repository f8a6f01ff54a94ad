/// What Tab makes of a line.
extension Inspector {
  /// What can follow a line that was typed so far, as whole lines or in words.
  func choices(for typed: String) -> LineChoices {
    guard let blank = typed.firstIndex(of: " "), let command = LineCommand.called(String(typed[..<blank])) else {
      return LineChoices(arguments: LineCommand.names(beginningWith: typed))
    }
    let head = typed[...blank]
    var choices = choices(for: command.action, String(typed[typed.index(after: blank)...]))
    choices.arguments = choices.arguments.map { head + $0 }
    if choices.arguments.isEmpty { choices.note = choices.note ?? "\(command.usage): \(command.help)" }
    return choices
  }

  /// What the argument of a command can become.
  private func choices(for action: LineCommand.Action, _ typed: String) -> LineChoices {
    switch action {
    case .pfn: return LineChoices(note: "pfn takes the number of a page, decimal or hex with 0x")
    case .symbol: return LineChoices(note: "sym takes the name of a kernel symbol, as in sym init_task")
    case .virtualAddress:
      return LineChoices(note: "va takes an address, hex with 0x, and cpu0 behind it for the page tables of vCPU 0")
    case .checkpoint: return LineChoices(note: checkpointsAllowed)
    case .goTo:
      let words = ["ckpt ", "pfn "].filter { $0.hasPrefix(typed) && $0 != typed }
      guard words.isEmpty else { return LineChoices(arguments: words) }
      let place = LineCall(typed)
      return LineCommand.called(place.name).map { choices(for: $0.action, place.argument) } ?? LineChoices()
    case .difference: return LineChoices(note: "diff takes two checkpoints; " + checkpointsAllowed)
    case .filter: return LineChoices(note: view(current)?.filterLanguage == nil ? Self.noFilter : nil)
    case .sort:
      let columns = view(current)?.sortColumns ?? []
      guard !columns.isEmpty else { return LineChoices(note: Self.noOrder) }
      return LineChoices(arguments: SortOrder.completions(of: typed, columns: columns))
    case .set: return LineChoices(arguments: SetCommand.completions(of: typed))
    case .mouse: return LineChoices(arguments: Setting.mouse.values.filter { $0.hasPrefix(typed) })
    case .export: return .exportFile(typed)
    case .help:
      return LineChoices(
        arguments: Glossary.entries.map(\.word).filter { $0.lowercased().hasPrefix(typed.lowercased()) })
    case .note: return LineChoices(note: "note takes a text, which :marks lists")
    case .place, .view, .writeSettings, .places, .key: return LineChoices()
    }
  }

  /// Completes the line as far as it is clear, and shows what it can become.
  mutating func complete() {
    if completeFilter() { return }
    guard let line = prompt.line, line.kind == .command else { return }
    let choices = choices(for: line.editor.string)
    guard let first = choices.arguments.first else {
      message = Message(choices.note ?? noSuchCommand(LineCall(line.editor.string).name))
      return
    }
    let common = choices.arguments.dropFirst().reduce(first) { common, word in
      String(zip(common, word).prefix { $0 == $1 }.map(\.0))
    }
    prompt.line?.editor.replace(with: common)
    if choices.arguments.count > 1 {
      showChoices(choices.arguments.map { String($0.split(separator: " ").last ?? "") })
    } else if let command = LineCommand.called(LineCall(common).name), common == LineCall(common).name + " " {
      message = Message("\(command.usage): \(command.help)")
    }
  }

  /// Shows as many choices as a message has room for; Tab pressed again and again shows the others.
  /// - Parameter mostLines: the lines that they take at most.
  mutating func showChoices(_ words: [String], mostLines: Int = 1) {
    guard let shown = prompt.line?.choicesShown else { return }
    let first = shown < words.count ? shown : 0
    let room = columns - Self.choicesMargin
    var text = words[first]
    var end = first + 1
    while end < words.count, TextWidth.wrapped("\(text) \(words[end])", room).count <= mostLines {
      text += " " + words[end]
      end += 1
    }
    prompt.line?.choicesShown = end
    message = Message(end < words.count ? "\(text) \(glyphs.ellipsis)" : text)
  }

  /// Cells beside the choices: blanks, and the sign that there are more.
  private static let choicesMargin = 4
}
