/// The line at the bottom that commands, searches and filters are typed into, and what was entered there before.
struct Prompt: Sendable {
  enum Kind: String, Sendable, CaseIterable { case command, search, filter }

  /// A line while it is typed.
  struct Line: Sendable {
    let kind: Kind
    var editor: LineEditor
    /// Whether the line was entered and could not be understood, or cannot be while it is typed.
    var isWrong = false
    /// How many of the choices Tab has shown, as it is pressed again and again.
    var choicesShown = 0
    /// What a search looks through.
    var scope: String?

    var sign: String {
      switch kind {
      case .command: ":"
      case .search: "/"
      case .filter: "&"
      }
    }
  }

  /// nil while nothing is typed.
  var line: Line?
  /// A line of each kind with what was entered before.
  private var histories: [Kind: LineEditor] = [:]

  mutating func open(_ kind: Kind, with text: String = "") {
    var editor = histories[kind] ?? LineEditor()
    editor.clear()
    editor.replace(with: text)
    line = Line(kind: kind, editor: editor)
  }

  mutating func close() { line = nil }

  /// What was entered of a kind, the oldest first.
  func lines(of kind: Kind) -> [String] { histories[kind]?.history ?? [] }

  /// Brings back what was entered at another time.
  mutating func restore(_ lines: [String], as kind: Kind) { for line in lines { remember(line, as: kind) } }

  /// Keeps what was entered, however it was typed, so that Up brings it back.
  mutating func remember(_ text: String, as kind: Kind) {
    var editor = histories[kind] ?? LineEditor()
    editor.replace(with: text)
    editor.remember()
    histories[kind] = editor
  }
}
