@_spi(Measuring) import SaveStream

/// A line taken apart: a command's name, and all that stands behind it.
struct LineCall: Sendable, Equatable {
  let name: String
  /// Without blanks at its ends.
  let argument: String

  init(_ line: String) {
    let parts = line.split(separator: " ", maxSplits: 1)
    name = parts.first.map(String.init) ?? ""
    var argument = parts.dropFirst().first ?? ""
    argument = argument.drop { $0 == " " }
    while argument.last == " " { argument.removeLast() }
    self.argument = String(argument)
  }

  /// The words of the argument.
  var words: [String] { argument.split(separator: " ").map(String.init) }
}

/// What can stand where somebody types.
struct LineChoices: Sendable, Equatable {
  /// Whole arguments that begin with what was typed; a blank at the end where more is to come.
  var arguments: [String] = []
  /// What is allowed, in words, where it cannot be listed.
  var note: String?
}

extension LineChoices {
  /// What the name of a file to be exported, typed so far, can become: its ending.
  static func exportFile(_ typed: String) -> LineChoices {
    let note = "An ending says the form: .txt .json .jsonl or .csv"
    guard let dot = typed.lastIndex(of: "."), !typed[dot...].contains("/"), !typed.isEmpty else {
      return LineChoices(arguments: typed.isEmpty || typed.hasSuffix("/") ? [] : endings(behind: typed), note: note)
    }
    let begun = typed[typed.index(after: dot)...]
    let endings = endings(behind: String(typed[..<dot])).filter { $0.hasPrefix(typed) && $0 != typed }
    return LineChoices(arguments: begun.isEmpty || !endings.isEmpty ? endings : [], note: note)
  }

  private static func endings(behind name: String) -> [String] {
    ReportFormat.allCases.map { "\(name).\($0.ending)" }
  }
}
