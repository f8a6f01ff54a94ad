import SaveStream

/// The commands that are not a view's own.
extension Inspector {
  mutating func perform(_ command: Command, _ effects: inout [Effect]) {
    switch command {
    case .view(let kind): show(kind, &effects)
    case .help: if current == .help { _ = history.leaveView() } else { show(.help, &effects) }
    case .leave: if !history.leaveView() { effects.append(.quit) }
    case .quit: effects.append(.quit)
    case .redraw: effects.append(.redraw)
    case .suspend: effects.append(.suspend)
    case .toggleMouse: toggleMouse(&effects)
    case .stop: stop(&effects)
    case .search: prompt.open(.search)
    case .commandLine: prompt.open(.command)
    case .filter: openFilter()
    case .searchNext: searchAgain(backwards: false, &effects)
    case .searchPrevious: searchAgain(backwards: true, &effects)
    case .nextFinding: goToFinding(1, &effects)
    case .previousFinding: goToFinding(-1, &effects)
    case .mark: awaitedKey = .letterToMark
    case .goToMark: awaitedKey = .letterToGoTo
    case .export: openExport()
    case .follow: follow(&effects)
    case .compare: compare(&effects)
    case .markForComparison: markForComparison()
    case .back: travel(history.back(from: position.place), "No place to go back to", &effects)
    case .forward: travel(history.forward(from: position.place), "No place to go forward to", &effects)
    default: withView(current, &effects) { view, scene in view.perform(command, &scene) }
    }
  }

  private mutating func toggleMouse(_ effects: inout [Effect]) {
    settings.mouse.toggle()
    effects.append(.setMouse(settings.mouse))
    message = Message(settings.mouse ? "Mouse on" : "Mouse off: the terminal's own selection works")
  }

  private mutating func travel(_ place: Place?, _ refusal: String, _ effects: inout [Effect]) {
    guard let place else {
      message = Message(refusal)
      return
    }
    arrive(at: place, &effects)
  }

  /// Goes to the next finding or the one before: in the Findings view to its row, elsewhere to its bytes.
  private mutating func goToFinding(_ step: Int, _ effects: inout [Effect]) {
    let count = index.findings.count
    guard count > 0 else {
      message = Message(index.isLookedThrough ? "No findings" : "No findings so far")
      return
    }
    let next =
      current == .findings
      ? view(.findings)?.position(beside: step) : finding.map { $0 + step } ?? (step > 0 ? 0 : count - 1)
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
