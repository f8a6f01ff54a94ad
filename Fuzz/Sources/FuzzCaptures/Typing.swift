@_spi(Measuring) import SaveStream

@_spi(Measuring) @testable import Inspector

/// What somebody does at the inspector: mostly what means something where one is. It is made of the program's own tables
/// (keys, commands, settings, completions), so that it knows what they know.
struct Typing {
  let known: KnownWords

  /// What is done next.
  func events(in inspector: Inspector, _ random: inout Random) -> [InspectorEvent] {
    if let line = inspector.prompt.line { return finish(line, in: inspector, &random) }
    if let awaited = inspector.awaitedKey { return answer(awaited, in: inspector, &random) }
    switch random.below(32) {
    case 0...1: return [.key(.character(random.element(of: Array("012345678".unicodeScalars))))]
    case 2...5: return Self.typed(":" + commandLine(in: inspector, &random)) + [.key(.enter)]
    case 6: return Self.mouse(&random)
    case 7: return [.key(random.element(of: Self.all))]
    case 8: return Self.typed(random.element(of: Self.strangeLines)) + [.key(.enter)]
    case 9...11: return keysTogether(in: inspector, &random)
    case 12...14: return Errand(known, &random).events(in: inspector)
    default: return boundKey(in: inspector, &random)
    }
  }

  // MARK: Keys

  /// A key that does something in the view that is shown, most often one that stays there.
  private func boundKey(in inspector: Inspector, _ random: inout Random) -> [InspectorEvent] {
    let bindings = inspector.keys.bindings.filter { $0.views.contains(inspector.current) }
    let kind = random.below(12)
    let chosen = bindings.filter { binding in
      switch kind {
      case 0: Self.leaves(binding.command)
      case 1...3: binding.command.isMotion
      default: !binding.command.isMotion && !Self.leaves(binding.command)
      }
    }
    guard !chosen.isEmpty else { return [] }
    let binding = random.element(of: chosen)
    let stroke = random.element(of: binding.keys)
    let times = binding.command.isMotion || random.below(6) == 0 ? 1 + random.below(5) : 1
    return (0..<times).flatMap { _ in Self.keys(of: stroke) }
  }

  /// Keys that come to something only one behind the other.
  private func keysTogether(in inspector: Inspector, _ random: inout Random) -> [InspectorEvent] {
    let known = Self.commandsTogether.filter { inspector.keys.keyName(of: $0[0], in: inspector.current) != nil }
    guard !known.isEmpty else { return [] }
    return Self.keys(of: random.element(of: known), in: inspector)
  }

  /// The keys of commands, one behind the other. Some lead to another view, and the next is one of its keys.
  static func keys(of commands: [Command], in inspector: Inspector) -> [InspectorEvent] {
    commands.flatMap { command in
      let bindings = inspector.keys.bindings.filter { $0.command == command }
      let binding = bindings.first { $0.views.contains(inspector.current) } ?? bindings.first
      return binding?.keys.first.map(keys) ?? []
    }
  }

  private static let commandsTogether: [[Command]] = [
    [.markSend, .nextSend, .markSend, .nextPane, .down, .pageDown, .last, .changeLook, .halfPageUp, .first],
    [.markSend, .previousSend, .markSend, .down, .nextPane, .down, .right, .copy],
    [.markForComparison, .nextCheckpoint, .compare, .down, .activate, .nextPane, .down],
    [.markForComparison, .previousCheckpoint, .compare, .nextDifference, .changeLook, .nextPane, .changeLook],
    [.selectRange, .right, .right, .down, .copy], [.selectRange, .down, .left, .export],
    [.selectRange, .pageDown, .stepBack], [.nextPane, .selectRange, .last, .copy],
    [.nextPane, .down, .pageDown, .last, .up, .halfPageDown, .scrollUp, .scrollDown, .screenTop, .first],
    [.nextPane, .nextPane, .down, .right, .last, .activate], [.previousPane, .changeLook, .down, .down, .activate],
    [.maximise, .pageDown, .last, .screenBottom, .halfPageUp, .up, .left, .first, .maximise],
    [.zoomIn, .zoomIn, .right, .down, .changeLook, .last, .changeLook, .screenTop, .pageUp],
    [.nextHottest, .nextHottest, .previousHottest, .page], [.expandAllBelow, .pageDown, .down, .right, .changeLook],
    [.expand, .down, .expand, .down, .right, .right, .nextPane, .down, .down, .activate],
    [.page, .nextSend, .changeLook, .changeLook, .nextPane, .down, .down, .right],
    [.changeStack, .changeStack, .changeLook, .nextChart, .nextChart, .down],
    [.sortColumn, .sortDirection, .sortColumn, .last, .first],
    [.searchNext, .searchNext, .listMatches, .down, .activate],
    [.nextFinding, .nextFinding, .previousFinding, .activate], [.right, .right, .left, .pageDown, .left],
  ]

  private static func keys(of stroke: KeyStroke) -> [InspectorEvent] {
    [.key(stroke.first)] + (stroke.second.map { [.key($0)] } ?? [])
  }

  private static func leaves(_ command: Command) -> Bool {
    switch command {
    case .view, .help, .leave, .stepBack, .quit, .suspend, .redraw, .back, .forward: true
    default: false
    }
  }

  private func answer(
    _ awaited: AwaitedKey, in inspector: Inspector, _ random: inout Random
  ) -> [InspectorEvent] {
    if random.below(8) == 0 { return [.key(random.element(of: Self.all))] }
    switch awaited {
    case .second(let first):
      let strokes = inspector.keys.bindings.flatMap(\.keys).filter { $0.first == first && $0.second != nil }
      guard !strokes.isEmpty else { return [.key(.escape)] }
      return random.element(of: strokes).second.map { [.key($0)] } ?? []
    case .letterToMark, .letterToGoTo:
      return [.key(.character(random.element(of: ["a", "b", "c", "é", "'"])))]
    case .replacement: return [.key(.character(random.element(of: ["y", "n"])))]
    case .formToCopy: return [.key(.character(random.element(of: ByteForm.allCases).key))]
    }
  }

  private static func mouse(_ random: inout Random) -> [InspectorEvent] {
    // Heads of columns and names of views stand in the first rows.
    let (row, column) = (random.below(random.flip() ? 4 : 30), random.below(random.flip() ? 80 : 200))
    let time = UInt64(random.below(5000))
    let action = random.element(of: [.press, .press, .press, .wheelUp, .wheelDown] as [Mouse.Action])
    let presses = 1 + random.below(2)
    return (0..<presses).map { press in
      .mouse(Mouse(action, row: row, column: column, milliseconds: time + UInt64(press) * 90))
    }
  }

  // MARK: Lines

  /// Goes on with a line that is being typed.
  private func finish(
    _ line: Prompt.Line, in inspector: Inspector, _ random: inout Random
  ) -> [InspectorEvent] {
    let hasText = !line.editor.text.isEmpty
    if random.below(8) == 0 { return [.key(.escape)] }
    if hasText, random.flip() { return [.key(.enter)] }
    if random.below(4) == 0 { return (0..<4).map { _ in .key(random.element(of: Self.editing)) } }
    let text =
      switch line.kind {
      case .command: commandLine(in: inspector, &random)
      case .search: searchLine(&random)
      case .filter: filter(in: inspector, &random)
      }
    return (hasText ? [.key(.control("u"))] : []) + Self.typed(text) + [.key(random.below(5) == 0 ? .tab : .enter)]
  }

  static func typed(_ text: String) -> [InspectorEvent] { text.unicodeScalars.map { .key(.character($0)) } }

  /// A line of one of the commands that there are.
  private func commandLine(in inspector: Inspector, _ random: inout Random) -> String {
    let command = random.element(of: LineCommand.all)
    guard let name = command.names.isEmpty ? nil : random.element(of: command.names) else {
      return place(&random)
    }
    switch command.action {
    case .pfn: return "\(name) \(known.pfn(&random))"
    case .checkpoint: return "\(name) \(known.checkpoint(&random))"
    case .symbol: return "\(name) \(random.element(of: known.symbols))"
    case .virtualAddress: return "\(name) \(known.address(&random))" + (random.flip() ? " cpu\(random.below(2))" : "")
    case .goTo: return "\(name) \(place(&random))"
    case .difference: return "\(name) \(known.checkpoint(&random)) \(known.checkpoint(&random))"
    case .filter: return "\(name) \(filter(in: inspector, &random))"
    case .note: return "\(name) \(random.element(of: ["", "a word", "é\u{202e} 日"]))"
    case .export: return "\(name) \(random.element(of: known.files))"
    default: return completed(command.takesArgument ? name + " " : name, in: inspector, &random)
    }
  }

  /// A line to which something is added that the program offers, as long as there is more to come.
  private func completed(_ line: String, in inspector: Inspector, _ random: inout Random) -> String {
    var line = line
    for _ in 0..<3 where line.hasSuffix(" ") && random.below(8) > 0 {
      let choices = inspector.choices(for: line).arguments
      guard !choices.isEmpty else { break }
      line = random.element(of: choices)
    }
    return line
  }

  private func place(_ random: inout Random) -> String {
    switch random.below(6) {
    case 0: "\(random.below(400))"
    case 1: "\(random.below(110))%"
    case 2: "0x\(String(known.offset(&random), radix: 16))"
    case 3: "ckpt \(known.checkpoint(&random))"
    default: "pfn \(known.pfn(&random))"
    }
  }

  private func searchLine(_ random: inout Random) -> String {
    switch random.below(8) {
    case 0: "pfn:\(known.pfn(&random))"
    case 1...2: "x:" + known.piece(&random).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
    case 3: "re:[a-z]{3,}[0-9]?"
    case 4: "u:Microsoft"
    default: random.element(of: known.texts) + random.element(of: ["", "", "\\c", "\\C"])
    }
  }

  /// A filter over the rows of the view that is shown, of words that its language offers.
  private func filter(in inspector: Inspector, _ random: inout Random) -> String {
    guard random.below(8) > 0, let language = inspector.view(inspector.current)?.filterLanguage else { return "" }
    var text = ""
    for _ in 0..<12 {
      let words = language.completion(text, text.count).words
      text += words.isEmpty ? random.element(of: ["0", "3", "0x10", "1.5", "4k"]) : random.element(of: words)
      if language.error(text) == nil, random.below(4) > 0 { break }
      text += " "
    }
    return text
  }

  // MARK: Tables

  /// All keys but those that quit.
  private static let all: [Key] = {
    let characters: [Unicode.Scalar] = (UInt8(0x20)..<0x7f).map { Unicode.Scalar($0) } + ["é", "日"]
    var keys: [Key] = characters.filter { $0 != "q" && $0 != "Q" }.map { .character($0) }
    keys += "abdefghklnoprtuvwxy]\\".unicodeScalars.map { .control($0) }
    keys += [.up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .tab, .backTab, .escape, .backspace, .delete]
    return keys + (1...12).map { .function($0) } + [.insert]
  }()

  /// Keys of a line that is being typed.
  private static let editing: [Key] = [
    .tab, .tab, .up, .down, .left, .right, .home, .end, .backspace, .delete, .control("a"), .control("e"),
    .control("w"), .control("u"), .control("k"), .control("b"), .control("f"), .control("p"), .control("n"),
    .control("d"), .control("h"), .control("t"), .control("y"), .character("x"), .character(" "), .character("日"),
  ]

  /// Lines that are not what the program expects.
  private static let strangeLines = [
    ":pfn", ":pfn 1a2b", ":pfn ffffffffffffffffff", ":ckpt 99", ":ckpt x", ":goto nowhere", ":0xzz", ":101%", ":12ab",
    ":diff 0", ":diff 0 0", ":sym", ":sym no_such_symbol", ":va", ":va ffffffff81000000", ":va 0x40 cpu99", ":va x cpu",
    ":filter (", ":filter pfn = = 3", ":sort nothing", ":sort pfn up", ":set nothing", ":set theme", ":set theme blue",
    ":set theme mono now", ":set", ":mouse maybe", ":export /nowhere/x.json", ":export", ":help no-such-word",
    ":nonsense", ":treee", "/", "/x:0", "/x:", "/re:(", "/re:a**", "/re:[z-a]", "/u:", "/pfn:", "/pfn:1a", "/\\c", "&(",
    "&pfn <", "&words", "&pfn = 'a", "&pfn = 3 or", "&type = L1TAB,XTAB and not pfn > 0x10",
  ]
}
