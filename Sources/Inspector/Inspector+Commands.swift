@_spi(Measuring) import SaveStream

/// The commands that are not a view's own.
extension Inspector {
  mutating func perform(_ command: Command, _ effects: inout [Effect]) {
    switch command {
    case .view(let kind): show(kind, &effects)
    case .help: if current == .help { _ = history.leaveView() } else { show(.help, &effects) }
    case .leave: if !history.leaveView() { effects.append(.quit) }
    case .stepBack: stepBack(&effects)
    case .quit: effects.append(.quit)
    case .redraw: effects.append(.redraw)
    case .suspend: effects.append(.suspend)
    case .toggleMouse: toggleMouse(&effects)
    case .stop: stop(&effects)
    case .search: openSearch()
    case .listMatches: list(.hits, &effects)
    case .commandLine: prompt.open(.command)
    case .filter: openFilter()
    case .searchNext: searchAgain(backwards: false, &effects)
    case .searchPrevious: searchAgain(backwards: true, &effects)
    case .nextFinding: goToFinding(1, &effects)
    case .previousFinding: goToFinding(-1, &effects)
    case .nextDifference where isSearchingHere: searchAgain(backwards: false, &effects)
    case .previousDifference where isSearchingHere: searchAgain(backwards: true, &effects)
    case .mark: awaitedKey = .letterToMark
    case .goToMark: awaitedKey = .letterToGoTo
    case .export: openExport()
    case .copy where selectedBytes != nil: awaitedKey = selectedBytes.map { .formToCopy($0) }
    case .follow: follow(&effects)
    case .scrollDown: scroll(by: 1, &effects)
    case .scrollUp: scroll(by: -1, &effects)
    case .compare: compare(&effects)
    case .markForComparison: markForComparison()
    case .back: travel(history.back(from: position.origin), "No place to go back to", &effects)
    case .forward: travel(history.forward(from: position.origin), "No place to go forward to", &effects)
    default: move(command, &effects)
    }
  }

  /// Lets the view carry out a command.
  private mutating func move(_ command: Command, _ effects: inout [Effect]) {
    if command.isJump { jump = (position.origin, current) }
    withView(current, &effects) { view, scene in view.perform(command, &scene) }
  }

  /// The place that a jump within a view left is one to come back to, as soon as it has led anywhere: what has to be
  /// looked for first comes later.
  mutating func noteJump() {
    guard let (origin, view) = jump, view == current, position.origin != origin else { return }
    history.leave(origin)
    jump = nil
  }

  /// Whether the lines of the view that is shown are what was searched last.
  var isSearchingHere: Bool {
    if case .lines = search.target { searchedView == current } else { false }
  }

  /// Gives up what the view has selected, else goes back to the view before. The first view stays.
  private mutating func stepBack(_ effects: inout [Effect]) {
    var isDone = false
    withView(current, &effects) { view, scene in isDone = view.giveUpSelection(&scene) }
    if !isDone, isSearchingHere, current == .diff {
      searchedView = nil
      message = Message("\(keys.keyWord(of: .nextDifference, in: .diff)) goes from difference to difference again")
      return
    }
    guard !isDone, !history.leaveView() else { return }
    message = Message("This is the first view: \(keys.keyWord(of: .quit, in: current)) quits")
  }

  /// Shows a list of places. What lines say is known to the view that they are of alone.
  mutating func list(_ places: PlaceList, _ effects: inout [Effect]) {
    if places == .hits, case .lines = search.target, let view = searchedView.flatMap({ view($0) }) {
      let scene = scene
      search.describeLines { view.words(ofLine: $0, scene) }
    }
    go(to: .places(places), &effects)
  }

  /// Scrolls the pane that has the keys.
  private mutating func scroll(by rows: Int, _ effects: inout [Effect]) {
    withView(current, &effects) { view, scene in
      let pane = view.focusedPane(scene)
      view.wheel(by: rows, row: pane.row, column: pane.column, &scene)
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
    guard current != .findings else { return go(to: .finding(next), &effects) }
    withView(.findings, &effects) { view, scene in view.go(to: .finding(next), &scene) }
    let found = index.findings[next]
    go(to: .tree(.offset(min(found.offset, max(index.size, 1) - 1))), &effects)
    let words = "\(found.severity.sign(glyphs)) \(next + 1)/\(count) \(FindingText.message(for: found))"
    message = Message(words, isTrouble: found.severity == .error)
  }
}
