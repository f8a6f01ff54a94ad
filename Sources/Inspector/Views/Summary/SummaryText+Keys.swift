/// What to press next: keys side by side, so that all of them are seen at once.
extension SummaryText {
  func whatToPress() -> [[StyledText]] {
    var commands: [(Command, String)] = [
      (.activate, "every byte, as a tree"), (.view(.pages), "pages that were sent"),
      (.view(.checkpoints), "checkpoints over time"), (.view(.map), "map of the guest"),
      (.view(.page), "the life of a page"), (.view(.diff), "two checkpoints compared"),
      (.view(.findings), "what is wrong or suspect"),
    ]
    if !index.findings.isEmpty { commands.append((.nextFinding, "first finding")) }
    commands += [(.search, "search"), (.commandLine, "go to a place"), (.help, "all keys")]
    let entries = commands.compactMap { command, words in
      scene.keys.keyName(of: command, in: .summary).map { (key: $0, words: words) }
    }
    return [[StyledText("What to press", .heading)]] + flowed(entries) + [[]]
  }

  /// As many of them in a line as it has room for.
  private func flowed(_ entries: [(key: String, words: String)]) -> [[StyledText]] {
    var lines: [[StyledText]] = []
    var room = 0
    for (key, words) in entries {
      let cells = TextWidth.of(key) + 1 + TextWidth.of(words)
      if cells + 2 > room {
        lines.append([])
        room = width
      }
      lines[lines.count - 1] += [StyledText("  \(key)", .hintKey), StyledText(" \(words)")]
      room -= cells + 2
    }
    return lines
  }
}
