import SaveStream

/// From keys to commands, and the commands that are not a view's own.
extension Inspector {
  mutating func press(_ key: Key, _ effects: inout [Effect]) {
    message = nil
    if prompt != nil { return type(key, &effects) }
    if let command = awaitsMark { return finishMark(command, key, &effects) }
    if let first = pending {
      pending = nil
      if let command = keys.command(for: KeyStroke(first, key), in: current) { return perform(command, &effects) }
    }
    if let command = keys.command(for: KeyStroke(key), in: current) {
      perform(command, &effects)
    } else if keys.isPrefix(key, in: current) {
      pending = key
    } else if key != .escape {
      let help = keys.keyName(of: .help, in: current).map { "; \($0) shows those that do" } ?? ""
      message = Message("\(key.name) does nothing here\(help)")
    }
  }

  mutating func perform(_ command: Command, _ effects: inout [Effect]) {
    switch command {
    case .view(let kind): show(kind, &effects)
    case .help: if current == .help { _ = leaveView() } else { show(.help, &effects) }
    case .leave: if !leaveView() { effects.append(.quit) }
    case .quit: effects.append(.quit)
    case .redraw: effects.append(.redraw)
    case .suspend: effects.append(.suspend)
    case .toggleMouse:
      settings.mouse.toggle()
      effects.append(.setMouse(settings.mouse))
      message = Message(settings.mouse ? "Mouse on" : "Mouse off: the terminal's own selection works")
    case .stop: stop(&effects)
    case .search: openPrompt(.search)
    case .commandLine: openPrompt(.command)
    case .filter: openFilter()
    case .searchNext: searchAgain(backwards: false, &effects)
    case .searchPrevious: searchAgain(backwards: true, &effects)
    case .nextFinding: goToFinding(1, &effects)
    case .previousFinding: goToFinding(-1, &effects)
    case .mark, .goToMark: awaitsMark = command
    case .export: openExport()
    case .follow: follow(&effects)
    case .compare: compare(&effects)
    case .markForComparison: markForComparison()
    case .back: travel(places.back(from: position.place), "No place to go back to", &effects)
    case .forward: travel(places.forward(from: position.place), "No place to go forward to", &effects)
    default: withView(current, &effects) { view, scene in view.perform(command, &scene) }
    }
  }

  private mutating func travel(_ place: Place?, _ refusal: String, _ effects: inout [Effect]) {
    guard let place else {
      message = Message(refusal)
      return
    }
    arrive(at: place, &effects)
  }

  private mutating func finishMark(_ command: Command, _ key: Key, _ effects: inout [Effect]) {
    awaitsMark = nil
    if key == .escape { return }
    guard case .character(let letter) = key, letter.properties.isAlphabetic else {
      message = Message("A mark is a letter: no place was \(command == .mark ? "marked" : "gone to")")
      return
    }
    if command == .mark {
      places.mark(position.place, as: letter)
      let way = keys.keyName(of: .goToMark, in: current).map { "; \($0)\(letter) comes back to it" } ?? ""
      message = Message("Marked this place as \(letter)\(way)")
    } else if let place = places.marked(letter) {
      go(to: place, &effects)
    } else {
      message = Message("No place is marked as \(letter)")
    }
  }

  private mutating func stop(_ effects: inout [Effect]) {
    if search.isRunning {
      stopSearch(&effects)
    } else if let (kind, _) = work.shown, kind != .sends {
      effects.append(.stopWork(kind))
      giveUp(kind, &effects)
      message = Message("Stopped; what was found so far stays")
    } else if let exporting {
      effects.append(.stopExport)
      message = Message("Stopping; \(EscapedText.of(exporting.file, unicode: glyphs.isUnicode)) is not written")
    } else if isFollowing {
      effects.append(.follow(false))
    } else if !index.isFinished {
      effects.append(.stopIndexing)
      message = Message("Stopping to read the capture; what was read stays")
    } else {
      message = Message("Nothing is running")
    }
  }

  /// Goes to the next finding or the one before: in the Findings view to its row, elsewhere to its bytes.
  private mutating func goToFinding(_ step: Int, _ effects: inout [Effect]) {
    let count = index.findings.count
    guard count > 0 else {
      message = Message(index.isFinished ? "No findings" : "No findings so far")
      return
    }
    let beside = current == .findings ? (view(.findings) as? FindingsView)?.position(beside: step) : nil
    let next = beside ?? (current == .findings ? nil : finding.map { $0 + step } ?? (step > 0 ? 0 : count - 1))
    guard let next, next >= 0, next < count else {
      message = Message(step > 0 ? "This is the last finding" : "This is the first finding")
      return
    }
    finding = next
    withView(.findings, &effects) { view, scene in view.go(to: .finding(next), &scene) }
    guard current != .findings else { return }
    let found = index.findings[next]
    go(to: .tree(.offset(min(found.offset, max(index.size, 1) - 1))), &effects)
    let words = "\(found.severity.sign(glyphs)) \(next + 1)/\(count) \(FindingText.message(for: found))"
    message = Message(words, isTrouble: found.severity == .error)
  }
}
