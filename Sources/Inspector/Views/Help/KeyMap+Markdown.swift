/// The key table as a page of the documentation.
extension KeyMap {
  /// The text of `docs/keys.md`.
  public func markdown() -> String {
    var page = """
      # Keys and commands

      Made from the tables of keys and commands; `?` shows them inside the inspector, with the keys of the settings file.
      `^D` stands for Control and D, `gg` for g pressed twice. What the column "command" names, the [settings
      file](settings.md) binds to other keys.

      """
    for group in Group.allCases {
      page += "\n## \(group.rawValue)\n\n| keys | what they do | views | command |\n|---|---|---|---|\n"
      for binding in bindings where binding.group == group {
        let keys = binding.keys.map { "`\($0.name == "|" ? "\\|" : $0.name)`" }.joined(separator: " ")
        page += "| \(keys) | \(binding.help) | \(KeyMap.name(of: binding.views)) | `\(binding.command.name)` |\n"
      }
    }
    return page + commands()
  }

  /// The section on the command line.
  private func commands() -> String {
    var text = """

      ## The command line

      `:` opens it. Tab completes the command, then its argument, and shows what is allowed; Up and Down bring back what
      was entered before. The form of an exported file follows its ending: `.txt`, `.json`, `.jsonl` or `.csv`, and text
      for any other; `.bin`, `.hex` and `.c` are for the bytes of a page, a node or a range. Its name is all that stands
      behind `export`, blanks and quotes too; `~/` at its start is the home folder. While it is typed, the status line
      shows the command line of savescope that writes the same.

      | command | what it does |
      |---|---|

      """
    for command in LineCommand.all {
      let usage = command.usage.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
      text += "| `:\(usage)` | \(command.help) |\n"
    }
    return text
  }

  /// The views of a binding in words.
  static func name(of views: Set<ViewKind>) -> String {
    if views.count == ViewKind.allCases.count { return "all" }
    let names = (ViewKind.numbered + [.help]).filter(views.contains).map(\.title)
    return names.count == ViewKind.numbered.count && !views.contains(.help)
      ? "all but help" : names.joined(separator: ", ")
  }
}
