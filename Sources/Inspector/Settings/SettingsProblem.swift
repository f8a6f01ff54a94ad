import SaveStream

/// Something in the settings file, or in a `:set`, that is not as it must be. Nothing of it ends the program.
public struct SettingsProblem: Error, Sendable, Equatable {
  /// The line of the file, from 1; nil where it is about the file as a whole.
  var line: Int?
  /// What is wrong: safe for a screen.
  let wrong: String
  /// What is allowed, or what to do: safe for a screen.
  let advice: String

  /// - Parameters:
  ///   - wrong: what is wrong; control characters in it are escaped.
  ///   - advice: what is allowed, or what to do.
  public init(_ wrong: String, advice: String) {
    self.wrong = EscapedText.of(wrong, unicode: false)
    self.advice = EscapedText.of(advice, unicode: false)
  }

  /// "config line 3", or "config".
  var place: String { line.map { "config line \($0)" } ?? "config" }

  /// All of it, in one sentence.
  var text: String { "\(place): \(wrong); \(advice)" }
}

extension Settings {
  /// What the status line says of the settings file at the start; nil where nothing is wrong with it.
  var firstProblem: String? {
    guard let first = problems.first else { return nil }
    let way = keys.keyName(of: .help, in: start).map { "; \($0) shows more" } ?? ""
    return "\(first.place): \(first.wrong)\(way)"
  }
}
