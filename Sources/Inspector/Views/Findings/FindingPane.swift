@_spi(Measuring) import SaveStream

/// What is known of the selected finding: the sentence, what can be done, the rule, what is logged, and where the rule
/// comes from.
struct FindingPane: Sendable {
  /// The lines as they are wrapped.
  private(set) var lines: [[StyledText]] = []
  /// The first line shown.
  private(set) var top = 0
  private var shown: (rule: FindingRule, offset: UInt64)?

  /// Takes another finding, and begins at its first line.
  mutating func show(_ finding: Finding?, _ area: Rect, _ scene: Scene) {
    guard let finding else {
      (lines, top, shown) = ([], 0, nil)
      return
    }
    if shown?.rule != finding.rule || shown?.offset != finding.offset { top = 0 }
    shown = (finding.rule, finding.offset)
    lines = Self.lines(for: finding, width: area.columns - 2, scene)
    scroll(by: 0, height: area.rows - 1)
  }

  mutating func scroll(_ command: Command, height: Int) {
    let page = max(height - 1, 1)
    switch command {
    case .down: scroll(by: 1, height: height)
    case .up: scroll(by: -1, height: height)
    case .halfPageDown: scroll(by: max(page / 2, 1), height: height)
    case .halfPageUp: scroll(by: -max(page / 2, 1), height: height)
    case .pageDown: scroll(by: page, height: height)
    case .pageUp: scroll(by: -page, height: height)
    case .first: top = 0
    case .last: scroll(by: lines.count, height: height)
    default: break
    }
  }

  mutating func scroll(by count: Int, height: Int) { top = max(0, min(top + count, lines.count - max(height, 1))) }

  func draw(into grid: inout Grid, title: String, isFocused: Bool, _ scene: Scene) {
    let height = grid.region.rows - 1
    guard height >= 0 else { return }
    let below = lines.count - top - height
    let more = below > 0 ? "; \(NumberText.counted(below, "line")) below" : ""
    grid.rule(
      row: 0, title: title + more, glyphs: scene.glyphs, isFocused: isFocused,
      key: scene.paneKey(isFocused, in: .findings))
    for (row, line) in lines.dropFirst(top).prefix(height).enumerated() { grid.put(line, row: row + 1, column: 1) }
  }

  /// The command that helps against a finding, as it can be given to a shell.
  static func command(against finding: Finding, _ scene: Scene) -> String? {
    let file = ShellWords.quoted(scene.path, unicode: scene.glyphs.isUnicode)
    let original = RemedyCommand.Original(scene.index, file: file, isPacked: scene.isPacked)
    return finding.rule.manual.remedy.command?.line(for: finding, of: original)
  }

  // MARK: Lines

  private static func lines(for finding: Finding, width: Int, _ scene: Scene) -> [[StyledText]] {
    let manual = finding.rule.manual
    var lines = TextWidth.wrapped(FindingText.message(for: finding), width).map { [StyledText($0)] }
    func add(_ head: String, _ text: String, _ style: Style = .plain) {
      guard !text.isEmpty else { return }
      let shown = scene.glyphs.isUnicode ? text : text.replacing("…", with: "...")
      for (place, words) in TextWidth.wrapped(shown, max(width - headWidth, 8)).enumerated() {
        let first = place == 0 ? head : ""
        lines.append([StyledText(TextWidth.left(first, headWidth), .dim), StyledText(words, style)])
      }
    }
    add("what to do", ManualText.plain(manual.remedy.words))
    if let command = command(against: finding, scene) {
      let key = scene.keys.keyName(of: .copyCommand, in: .findings).map { "command (\($0))" }
      add(key.flatMap { TextWidth.of($0) < headWidth ? $0 : nil } ?? "command", command, .value)
    }
    add("rule", "\(finding.rule.rawValue): \(ManualText.plain(manual.meaning))")
    add("receivers", ManualText.plain(manual.receivers))
    for (place, words) in FindingManual.byRelease(finding.rule).enumerated() {
      add(place == 0 ? "by release" : "", ManualText.plain(words))
    }
    for (place, line) in manual.logs.prefix(mostLogsAtOnce).enumerated() {
      add(place == 0 ? "logged as" : "", "\(line.text) (\(line.origin))")
    }
    add("savescope", ManualText.plain(manual.savescope))
    add("source", ManualText.plain(manual.source))
    for (place, line) in manual.logs.dropFirst(mostLogsAtOnce).enumerated() {
      add(place == 0 ? "also logged" : "", "\(line.text) (\(line.origin))")
    }
    return lines
  }

  private static let headWidth = 13
  /// Log lines that stand before what is known of the rule besides.
  private static let mostLogsAtOnce = 8
}
