/// What Tab makes of a line.
extension LineCall {
  /// What can follow a line that was typed so far, as whole lines or in words.
  static func choices(for typed: String, in inspector: Inspector) -> LineChoices {
    guard let blank = typed.firstIndex(of: " "), let command = LineCommand.called(String(typed[..<blank])) else {
      return LineChoices(arguments: names(beginningWith: typed))
    }
    let head = typed[...blank]
    var choices = command.choices(inspector, String(typed[typed.index(after: blank)...]))
    choices.arguments = choices.arguments.map { head + $0 }
    if choices.arguments.isEmpty { choices.note = choices.note ?? "\(command.usage): \(command.help)" }
    return choices
  }

  /// The same for this line as the end of another one.
  func choices(in inspector: Inspector) -> LineChoices {
    LineCommand.called(name)?.choices(inspector, argument) ?? LineChoices()
  }

  /// The names of commands, in the order of the alphabet; a blank behind those that take an argument.
  private static func names(beginningWith typed: String) -> [String] {
    var names: [String: Bool] = [:]
    for command in LineCommand.all {
      for name in command.names where name.hasPrefix(typed) {
        names[name] = names[name] ?? command.takesArgument
      }
    }
    return names.sorted { $0.key < $1.key }.map { $0.value ? $0.key + " " : $0.key }
  }
}

extension Inspector {
  /// Completes the line as far as it is clear, and shows what it can become.
  mutating func complete() {
    if completeFilter() { return }
    guard let line = prompt, line.kind == .command else { return }
    let choices = LineCall.choices(for: line.editor.string, in: self)
    guard let first = choices.arguments.first else {
      message = Message(choices.note ?? noSuchCommand(LineCall(line.editor.string).name))
      return
    }
    let common = choices.arguments.dropFirst().reduce(first) { common, word in
      String(zip(common, word).prefix { $0 == $1 }.map(\.0))
    }
    prompt?.editor.replace(with: common)
    if choices.arguments.count > 1 {
      showChoices(choices.arguments.map { String($0.split(separator: " ").last ?? "") })
    } else if let command = LineCommand.called(LineCall(common).name), common == LineCall(common).name + " " {
      message = Message("\(command.usage): \(command.help)")
    }
  }

  /// Shows as many choices as a message has room for; Tab pressed again and again shows the others.
  /// - Parameter mostLines: the lines that they take at most.
  mutating func showChoices(_ words: [String], mostLines: Int = 1) {
    guard let shown = prompt?.choicesShown else { return }
    let first = shown < words.count ? shown : 0
    let room = columns - Self.choicesMargin
    var text = words[first]
    var end = first + 1
    while end < words.count, TextWidth.wrapped("\(text) \(words[end])", room).count <= mostLines {
      text += " " + words[end]
      end += 1
    }
    prompt?.choicesShown = end
    message = Message(end < words.count ? "\(text) \(glyphs.ellipsis)" : text)
  }

  /// Cells beside the choices: blanks, and the sign that there are more.
  private static let choicesMargin = 4
}
