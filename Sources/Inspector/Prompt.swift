import SaveStream

/// The line at the bottom while something is typed into it.
struct Prompt: Sendable {
  enum Kind: Sendable { case command, search, filter }

  let kind: Kind
  var editor: LineEditor
  /// Whether the line was entered and could not be understood, or cannot be while it is typed.
  var isWrong = false
  /// How many of the choices Tab has shown, as it is pressed again and again.
  var choicesShown = 0

  var sign: String {
    switch kind {
    case .command: ":"
    case .search: "/"
    case .filter: "&"
    }
  }
}

extension Inspector {
  mutating func openPrompt(_ kind: Prompt.Kind) {
    var editor = histories[kind] ?? LineEditor()
    editor.clear()
    prompt = Prompt(kind: kind, editor: editor)
  }

  mutating func type(_ key: Key, _ effects: inout [Effect]) {
    guard var line = prompt else { return }
    prompt?.isWrong = false
    if key != .tab { prompt?.choicesShown = 0 }
    switch key {
    case .escape, .control("c"), .control("g"): prompt = nil
    case .backspace where line.editor.text.isEmpty: prompt = nil
    case .tab:
      complete()
      if message == nil { showExport() }
    case .enter:
      let text = line.editor.string
      guard !text.isEmpty || line.kind != .command else {
        prompt = nil
        return
      }
      if let refusal = enter(text, line.kind, &effects) {
        prompt?.isWrong = true
        message = Message(refusal, isTrouble: true)
      } else {
        line.editor.remember()
        histories[line.kind] = line.editor
        prompt = nil
      }
    default:
      prompt?.editor.edit(key)
      judgeTypedFilter()
      showExport()
    }
  }

  /// Takes a line that was typed; the refusal in words when it cannot be taken.
  private mutating func enter(_ text: String, _ kind: Prompt.Kind, _ effects: inout [Effect]) -> String? {
    switch kind {
    case .command: enterCommand(text, &effects)
    case .search: enterSearch(text, &effects)
    case .filter: enterFilter(text, &effects)
    }
  }

  /// Goes to a place that was typed; the refusal in words when it is not there.
  mutating func goTo(_ target: GoTo, _ effects: inout [Effect]) -> String? {
    switch target {
    case .row(let row): return goToRow(row, &effects)
    case .offset(let offset):
      guard offset < index.size else { return "The capture ends at \(NumberText.hex(index.size))" }
      go(to: current == .pages ? .page(.offset(offset)) : .bytes(offset), &effects)
    case .percent(let percent): return goToPercent(percent, &effects)
    case .pfn(let pfn):
      switch position.place {
      case .map(_, let checkpoint):
        if let end = (view(.map) as? MapView)?.extent?.end, end > 0, pfn >= end {
          return "PFNs end at \(NumberText.hex(end - 1))"
        }
        go(to: .map(pfn: pfn, checkpoint: checkpoint), &effects)
      case .history(_, let checkpoint): go(to: .history(pfn: pfn, checkpoint: checkpoint), &effects)
      default: searchPFN(pfn, &effects)
      }
    case .checkpoint(let checkpoint): return goToCheckpoint(checkpoint, &effects)
    }
    return nil
  }

  private mutating func goToRow(_ row: UInt64, _ effects: inout [Effect]) -> String? {
    guard let (_, count) = position.row else { return "The view has no rows" }
    guard row >= 1, row <= count else { return "Rows are 1 to \(count)" }
    go(to: .row(row - 1), &effects)
    return nil
  }

  /// In the tree, and where there are no rows to go to, the whole is the capture.
  private mutating func goToPercent(_ percent: Int, _ effects: inout [Effect]) -> String? {
    let part = { (last: UInt64) in last / 100 * UInt64(percent) + last % 100 * UInt64(percent) / 100 }
    if current == .tree || current == .summary {
      guard index.size > 0 else { return "The capture is empty" }
      go(to: .tree(.offset(part(index.size - 1))), &effects)
    } else {
      guard let (_, count) = position.row, count > 0 else { return "The view has no rows" }
      go(to: .row(part(count - 1)), &effects)
    }
    return nil
  }

  private mutating func goToCheckpoint(_ checkpoint: Int, _ effects: inout [Effect]) -> String? {
    let count = index.checkpoints.count
    guard count > 0 else { return "There are no checkpoints" }
    guard checkpoint >= 0, checkpoint < count else { return "Checkpoints are 0 to \(count - 1)" }
    switch (current, position.place) {
    case (.pages, _): go(to: .pagesOfCheckpoint(checkpoint), &effects)
    case (.checkpoints, _): go(to: .checkpoint(checkpoint), &effects)
    case (_, .map(let pfn, _)): go(to: .map(pfn: pfn, checkpoint: checkpoint), &effects)
    case (_, .history(let pfn, _)): go(to: .history(pfn: pfn, checkpoint: checkpoint), &effects)
    default: go(to: .tree(.node(kinds: [.checkpoint], offset: index.checkpoints[checkpoint].offset)), &effects)
    }
    return nil
  }
}
