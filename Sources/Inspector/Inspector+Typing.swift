/// Keys while a line is typed.
extension Inspector {
  mutating func type(_ key: Key, _ effects: inout [Effect]) {
    guard let line = prompt.line else { return }
    prompt.line?.isWrong = false
    if key != .tab { prompt.line?.choicesShown = 0 }
    switch key {
    case .escape, .control("c"), .control("g"): prompt.close()
    case .backspace where line.editor.text.isEmpty: prompt.close()
    case .tab:
      complete()
      if message == nil { showExport() }
    case .enter: enter(line.editor.string, line.kind, &effects)
    default:
      prompt.line?.editor.edit(key)
      judgeTypedFilter()
      showExport()
    }
  }

  /// Takes a line that was typed. A search or a filter that is refused stays to be mended; a command does not, so that
  /// the next one begins with an empty line, and Up brings it back.
  private mutating func enter(_ text: String, _ kind: Prompt.Kind, _ effects: inout [Effect]) {
    guard !text.isEmpty || kind != .command else { return prompt.close() }
    let refusal =
      switch kind {
      case .command: enterCommand(text, &effects)
      case .search: enterSearch(text, &effects)
      case .filter: enterFilter(text, &effects)
      }
    if let refusal, kind == .command {
      prompt.remember(text, as: kind)
      prompt.close()
      message = Message(refusal, isTrouble: true)
    } else if let refusal {
      prompt.line?.isWrong = true
      message = Message(refusal, isTrouble: true)
    } else {
      prompt.remember(text, as: kind)
      prompt.close()
    }
  }
}
