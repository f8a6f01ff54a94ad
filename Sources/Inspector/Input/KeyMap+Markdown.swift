/// The key table as a page of the documentation.
extension KeyMap {
  /// The text of `docs/keys.md`.
  public func markdown() -> String {
    var page = """
      # Keys

      Made from the key table; `?` shows the same inside the inspector. `^D` stands for Control and D, `gg` for g
      pressed twice.

      """
    for group in Group.allCases {
      page += "\n## \(group.rawValue)\n\n| keys | what they do | views |\n|---|---|---|\n"
      for binding in bindings where binding.group == group {
        let keys = binding.keys.map { "`\($0.name == "|" ? "\\|" : $0.name)`" }.joined(separator: " ")
        page += "| \(keys) | \(binding.help) | \(KeyMap.name(of: binding.views)) |\n"
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
