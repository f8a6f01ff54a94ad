/// The table of commands.
extension LineCommand {
  static let all = places + going + rows + settings + files + other

  /// Places that are known by their form.
  private static let places = [
    LineCommand(anyOf: [], usage: "ROW", "Go to a row of the view, counted from 1", perform: goToPlace),
    LineCommand(
      anyOf: [], usage: "0xOFFSET", "Go to a file offset: to its row in Pages, else to its bytes", perform: goToPlace),
    LineCommand(
      anyOf: [], usage: "50%", "Go to a part of the rows, or of the map's cells; in Summary and Tree, of the capture",
      perform: goToPlace),
  ]

  private static let going = [
    LineCommand(
      "pfn", argument: "N", "Go to a page, by its number in hex: in Map and Page there, else to its next row",
      choices: { _, _ in LineChoices(note: "pfn takes the number of a page in hex") }, perform: goToPlace),
    LineCommand(
      "ckpt", also: ["checkpoint"], argument: "N", "Go to a checkpoint",
      choices: { inspector, _ in LineChoices(note: inspector.checkpointsAllowed) }, perform: goToPlace),
    LineCommand(
      "goto", argument: "PLACE", "Go to any of these: a row, an offset, a part, pfn N or ckpt N",
      choices: { inspector, typed in
        let words = ["ckpt ", "pfn "].filter { $0.hasPrefix(typed) && $0 != typed }
        return words.isEmpty ? LineCall(typed).choices(in: inspector) : LineChoices(arguments: words)
      },
      perform: { inspector, line, effects in inspector.enterPlaceOnly(line.argument, &effects) }),
    LineCommand(
      "diff", argument: "J K", "Compare two checkpoints; without them, show what was compared",
      choices: { inspector, _ in LineChoices(note: "diff takes two checkpoints; " + inspector.checkpointsAllowed) },
      perform: { inspector, line, effects in inspector.enterDifference(line.words, &effects) }),
    LineCommand(
      anyOf: ViewKind.numbered.map(\.name), usage: "VIEW",
      "Show a view: \(Setting.list(ViewKind.numbered.map(\.name), "or"))",
      perform: { inspector, line, effects in
        if let view = ViewKind(named: line.name) { inspector.show(view, &effects) }
        return nil
      }),
  ]

  private static let rows = [
    LineCommand(
      "filter", argument: "EXPR", "Show the rows for which an expression holds; without one, all rows",
      choices: { inspector, _ in
        let canFilter = inspector.view(inspector.current)?.filterLanguage != nil
        return LineChoices(note: canFilter ? nil : Inspector.noFilter)
      },
      perform: { inspector, line, effects in inspector.enterFilter(line.argument, &effects) }),
    LineCommand(
      "sort", argument: "COLUMN desc", "Sort the rows by a column, with desc the greatest first; without one, not",
      choices: { inspector, typed in
        let columns = inspector.view(inspector.current)?.sortColumns ?? []
        return columns.isEmpty
          ? LineChoices(note: Inspector.noOrder)
          : LineChoices(arguments: SortOrder.completions(of: typed, columns: columns))
      },
      perform: { inspector, line, effects in inspector.enterOrder(line.words, &effects) }),
  ]

  private static let settings = [
    LineCommand(
      "set", argument: "NAME VALUE", "Change a setting; without a value, show it; without a name, show all",
      choices: { _, typed in LineChoices(arguments: SetCommand.completions(of: typed)) },
      perform: { inspector, line, effects in inspector.perform(SetCommand(line.words), &effects) }),
    LineCommand(
      "write", also: ["w"], "Write the settings into the settings file",
      perform: { inspector, _, effects in
        effects.append(.writeSettings(inspector.settings))
        return nil
      }),
    LineCommand(
      "mouse", argument: "on|off", "Take the mouse, or leave it to the terminal; without a word, the other of the two",
      choices: { _, typed in LineChoices(arguments: Setting.mouse.values.filter { $0.hasPrefix(typed) }) },
      perform: { inspector, line, effects in inspector.enterMouse(line.argument, &effects) }),
  ]

  private static let files = [
    LineCommand(
      "export", argument: "FILE", "Write what the view shows to a file, in the form that its ending tells",
      choices: { _, typed in ExportRequest.choices(for: typed) },
      perform: { inspector, line, effects in inspector.enterExport(line.argument, replaces: false, &effects) }),
    LineCommand(
      "export!", argument: "FILE", "The same, in place of a file of that name",
      choices: { _, typed in ExportRequest.choices(for: typed) },
      perform: { inspector, line, effects in inspector.enterExport(line.argument, replaces: true, &effects) }),
    LineCommand(
      "follow", "Follow a capture that grows, or stop following", perform: command(.follow)),
  ]

  private static let other = [
    LineCommand("help", "Show all keys and commands", perform: command(.help)),
    LineCommand("q", "Go back to the view before; from the first one, quit", perform: command(.leave)),
    LineCommand("quit", also: ["q!", "qa"], "Quit", perform: command(.quit)),
  ]

  /// What a key does too.
  private static func command(
    _ command: Command
  ) -> @Sendable (inout Inspector, LineCall, inout [Effect]) -> String? {
    { inspector, _, effects in
      inspector.perform(command, &effects)
      return nil
    }
  }

  private static let goToPlace: @Sendable (inout Inspector, LineCall, inout [Effect]) -> String? = {
    inspector, line, effects in inspector.enterPlace("\(line.name) \(line.argument)", &effects)
  }
}
