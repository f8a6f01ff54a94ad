@_spi(Measuring) import SaveStream

/// What stands above the panes of the Guest view: the kernel, how long it has run, and how it was started.
extension GuestView {
  func head(_ scene: Scene) -> [[StyledText]] {
    guard !scene.index.entryRows.isEmpty else { return wrapped(scene.noPages, scene) }
    guard let facts else {
      return [[StyledText(isStopped ? "Not looked at: reading was stopped." : "Looking for the guest's kernel.", .dim)]]
    }
    switch facts.kernel {
    case .awaited:
      let words = "The guest's kernel was not found up to where looking for it was stopped."
      return wrapped(isStopped ? words : "Looking for the guest's kernel.", scene)
    case .missing(let words): return wrapped(words.prefix(1).uppercased() + words.dropFirst() + ".", scene)
    case .known(let kernel): return lines(kernel, facts, scene)
    }
  }

  private func wrapped(_ words: String, _ scene: Scene) -> [[StyledText]] {
    TextWidth.wrapped(words, scene.columns - 2).map { [StyledText($0, .dim)] }
  }

  private func lines(_ kernel: GuestFacts.Kernel, _ facts: GuestFacts, _ scene: Scene) -> [[StyledText]] {
    let isUnicode = scene.glyphs.isUnicode
    var first = [
      StyledText("Linux \(kernel.release.escaped(unicode: isUnicode))", .heading),
      StyledText("  at checkpoint \(facts.checkpoint)"),
    ]
    if let uptime = uptime(facts) { first.append(StyledText("  \(uptime)")) }
    if isStopped { first.append(StyledText("  reading was stopped", .dim)) }
    var lines = [first]
    if let id = kernel.buildID {
      lines.append([StyledText("build id      ", .dim), StyledText(id.escaped(unicode: isUnicode), .value)])
    }
    lines.append([StyledText("command line  ", .dim)] + commandLine(facts, scene))
    return lines
  }

  private func commandLine(_ facts: GuestFacts, _ scene: Scene) -> [StyledText] {
    let room = scene.columns - 16
    switch facts.state {
    case .awaited: return [StyledText(String(scene.glyphs.ellipsis), .dim)]
    case .missing(let words): return [StyledText("not known: \(words)", .dim)]
    case .known(let state):
      guard let line = state.commandLine else { return [StyledText("not known", .dim)] }
      return [StyledText(TextWidth.fitted(line.escaped(unicode: scene.glyphs.isUnicode), room, scene.glyphs), .text)]
    }
  }

  /// How long the guest has run, as exactly as that is known.
  private func uptime(_ facts: GuestFacts) -> String? {
    if let time = facts.state.value?.uptime { return "up \(UptimeText.of(time))" }
    guard case .awaited = facts.state else {
      return facts.log.value?.records.last?.time.map { "up \(UptimeText.of($0)) or more" }
    }
    return nil
  }
}

/// A time since a guest started, in words.
enum UptimeText {
  /// - Parameter nanoseconds: since it started.
  static func of(_ nanoseconds: UInt64) -> String {
    let seconds = nanoseconds / 1_000_000_000
    let (days, hours, minutes) = (seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60)
    if days > 0 { return "\(days) d \(hours) h \(minutes) min" }
    if hours > 0 { return "\(hours) h \(minutes) min \(seconds % 60) s" }
    if minutes > 0 { return "\(minutes) min \(seconds % 60) s" }
    let hundredths = "\(nanoseconds / 10_000_000 % 100)"
    return "\(seconds).\(hundredths.utf8.count < 2 ? "0" : "")\(hundredths) s"
  }
}
