/// The key table as a page of the documentation.
extension KeyMap {
  /// The text of `docs/keys.md`.
  public func markdown() -> String {
    var page = """
      # Keys

      Made from the key table; `?` shows the keys inside the inspector, with those of the settings file. `^D` stands
      for Control and D, `gg` for g pressed twice. The command is what the [settings file](settings.md) binds to a key.

      """
    for group in Group.allCases {
      page += "\n## \(group.rawValue)\n\n| keys | what they do | views | command |\n|---|---|---|---|\n"
      for binding in bindings where binding.group == group {
        let keys = binding.keys.map { "`\($0.name == "|" ? "\\|" : $0.name)`" }.joined(separator: " ")
        page += "| \(keys) | \(binding.help) | \(KeyMap.name(of: binding.views)) | `\(binding.command.name)` |\n"
      }
    }
    return page
  }

  /// The views of a binding in words.
  static func name(of views: Set<ViewKind>) -> String {
    if views.count == ViewKind.allCases.count { return "all" }
    let names = (ViewKind.numbered + [.help]).filter(views.contains).map(\.title)
    return names.count == ViewKind.numbered.count && !views.contains(.help)
      ? "all but help" : names.joined(separator: ", ")
  }
}
