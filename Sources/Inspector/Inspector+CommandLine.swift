/// Lines that were typed behind `:`. Each way to carry one out returns the refusal in words when that cannot be.
extension Inspector {
  mutating func enterCommand(_ text: String, _ effects: inout [Effect]) -> String? {
    let line = LineCall(text)
    guard let command = LineCommand.called(line.name) else { return enterPlace(text, &effects) }
    guard command.takesArgument || line.argument.isEmpty else {
      return "\(line.name) takes no words: \(command.help)"
    }
    return carryOut(command.action, line, &effects)
  }

  private mutating func carryOut(
    _ action: LineCommand.Action, _ line: LineCall, _ effects: inout [Effect]
  ) -> String? {
    switch action {
    case .place, .pfn, .checkpoint: return enterPlace("\(line.name) \(line.argument)", &effects)
    case .symbol: return enterSymbol(line.words, &effects)
    case .virtualAddress: return enterAddress(line.words, &effects)
    case .goTo: return enterPlaceOnly(line.argument, &effects)
    case .difference: return enterDifference(line.words, &effects)
    case .view: if let view = ViewKind(named: line.name) { show(view, &effects) }
    case .filter: return enterFilter(line.argument, &effects)
    case .sort: return enterOrder(line.words, &effects)
    case .set: return perform(SetCommand(line.words), &effects)
    case .writeSettings: effects.append(.writeSettings(settings))
    case .mouse: return enterMouse(line.argument, &effects)
    case .export(let replaces): return enterExport(line.argument, replaces: replaces, &effects)
    case .note: return enterNote(line.argument)
    case .places(let places): list(places, &effects)
    case .help: return enterHelp(line.argument, &effects)
    case .key(let command): perform(command, &effects)
    }
    return nil
  }

  /// Goes to a place; the refusal in words when the text names none, and could be a command, too.
  mutating func enterPlace(_ text: String, _ effects: inout [Effect]) -> String? {
    guard let place = GoTo(text) else { return refusal(ofPlace: LineCall(text)) ?? noSuchCommand(LineCall(text).name) }
    return goTo(place, &effects)
  }

  /// The same where nothing but a place can stand.
  mutating func enterPlaceOnly(_ text: String, _ effects: inout [Effect]) -> String? {
    guard let place = GoTo(text) else {
      return refusal(ofPlace: LineCall(text))
        ?? "\(quoted(text)) is no place; \(Self.placesAllowed), pfn 0x1a2b, ckpt 3"
    }
    return goTo(place, &effects)
  }

  /// What is wrong with a place; nil for what does not look like one.
  private func refusal(ofPlace line: LineCall) -> String? {
    switch line.name {
    case "": "Type a place; \(Self.placesAllowed)"
    case "pfn": Self.pfnAllowed(line.argument[...]) + not(line.argument)
    case "ckpt", "checkpoint": "ckpt takes a number\(not(line.argument)); \(checkpointsAllowed)"
    case let name where name.first?.isNumber ?? false: "\(quoted(name)) is no place; \(Self.placesAllowed)"
    default: nil
    }
  }

  /// What can stand behind pfn, and what was meant where hex digits were typed without their sign.
  static func pfnAllowed(_ typed: Substring) -> String {
    GoTo.meant(typed).map { "Hex has 0x in front: pfn \($0)" }
      ?? "pfn takes the number of a page, decimal or hex with 0x, as in pfn 0x1a2b"
  }

  private func not(_ typed: String) -> String { typed.isEmpty ? "" : ", not \(quoted(typed))" }

  /// Says that no command has a name, and what there is.
  func noSuchCommand(_ name: String) -> String {
    let names = LineCommand.all.flatMap(\.names)
    let near = names.min { name.distance(to: $0) < name.distance(to: $1) }
    if let near, name.count > 2, name.distance(to: near) <= 2 {
      return "There is no command \(quoted(name)): did you mean \(near)?"
    }
    return "There is no command \(quoted(name)); Tab lists them, and \(Self.placesAllowed)"
  }

  /// Which checkpoints there are.
  var checkpointsAllowed: String {
    switch index.checkpoints.count {
    case 0: index.stream == nil ? "there is no stream that is read" : "there are no checkpoints"
    case 1: "there is checkpoint 0 only"
    case let count: "checkpoints are 0 to \(count - 1)"
    }
  }

  private static let placesAllowed = "places are 12, 0x1f, 50%"

  mutating func enterDifference(_ words: [String], _ effects: inout [Effect]) -> String? {
    guard !words.isEmpty else {
      show(.diff, &effects)
      return nil
    }
    if let other { return enterDifference(words, with: other, &effects) }
    let checkpoints = words.compactMap { Int($0) }.filter(index.checkpoints.indices.contains)
    guard words.count == 2, checkpoints.count == 2 else { return "diff takes two checkpoints; \(checkpointsAllowed)" }
    guard checkpoints[0] != checkpoints[1] else { return "Checkpoint \(checkpoints[0]) is the same as itself" }
    go(to: .difference(from: min(checkpoints[0], checkpoints[1]), to: max(checkpoints[0], checkpoints[1])), &effects)
    return nil
  }

  /// The same where there is another capture: a checkpoint of each.
  private mutating func enterDifference(
    _ words: [String], with other: OtherFacts, _ effects: inout [Effect]
  ) -> String? {
    guard words.count == 2, let from = Int(words[0]), let to = Int(words[1]), index.checkpoints.indices.contains(from),
      (0..<other.checkpointCount).contains(to)
    else {
      let last = max(other.checkpointCount, 1) - 1
      return "diff takes a checkpoint of each capture; \(checkpointsAllowed), those of the other 0 to \(last)"
    }
    go(to: .difference(from: from, to: to), &effects)
    return nil
  }

  /// `:help WORD`.
  private mutating func enterHelp(_ word: String, _ effects: inout [Effect]) -> String? {
    guard !word.isEmpty else {
      show(.help, &effects)
      return nil
    }
    guard let entry = Glossary.entry(of: word) else {
      return "The glossary has no word \(quoted(word)); Tab lists those that it has"
    }
    go(to: .help(entry.word), &effects)
    message = Message("\(entry.word): \(entry.meaning)")
    return nil
  }

  mutating func enterMouse(_ word: String, _ effects: inout [Effect]) -> String? {
    let wanted = word.isEmpty ? !settings.mouse : word == "on"
    guard ["", "on", "off"].contains(word) else { return "mouse takes on or off, not \(quoted(word))" }
    if wanted != settings.mouse { perform(.toggleMouse, &effects) }
    return nil
  }

  /// A typed word as a message repeats it.
  private func quoted(_ word: String) -> String { shown(Settings.quoted(word)) }
}

/// Settings.
extension Inspector {
  /// Carries it out; the refusal in words when it cannot be.
  mutating func perform(_ command: SetCommand, _ effects: inout [Effect]) -> String? {
    switch command {
    case .list:
      message = Message(
        Setting.allCases.map { "\($0.rawValue) \($0.value(in: settings))" }.joined(separator: ", "))
    case .show(let setting):
      message = Message("\(setting.rawValue) is \(setting.value(in: settings)) of \(Setting.list(setting.values))")
    case .change(let setting, let value): change(setting, to: value, &effects)
    case .refused(let words): return shown(words)
    }
    return nil
  }

  private mutating func change(_ setting: Setting, to value: String, _ effects: inout [Effect]) {
    guard setting.change(&settings, to: value) else { return }
    switch setting {
    case .theme: effects.append(.setTheme(settings.theme))
    case .mouse: effects.append(.setMouse(settings.mouse))
    case .units, .glyphs, .start, .state: break
    }
    message = Message("\(setting.rawValue) is \(value); :write keeps it")
  }
}
