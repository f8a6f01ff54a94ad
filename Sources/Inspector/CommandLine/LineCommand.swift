/// A command of the `:` line. The table of them serves the line itself, its completion, the help and `docs/keys.md`.
struct LineCommand: Sendable {
  /// The words that call it; none for a place that is known by its form.
  let names: [String]
  /// Further words that call it, which nobody is told of.
  let otherNames: [String]
  /// How it is written.
  let usage: String
  /// Whether anything can stand behind its name.
  let takesArgument: Bool
  /// What it does, for the help.
  let help: String
  /// What the argument can become.
  let choices: @Sendable (Inspector, _ argument: String) -> LineChoices
  /// Carries it out; the refusal in words when it cannot be.
  let perform: @Sendable (inout Inspector, LineCall, inout [Effect]) -> String?

  /// - Parameter argument: as the help writes it; nil where there is none.
  init(
    _ name: String, also otherNames: [String] = [], argument: String? = nil, _ help: String,
    choices: @escaping @Sendable (Inspector, String) -> LineChoices = { _, _ in LineChoices() },
    perform: @escaping @Sendable (inout Inspector, LineCall, inout [Effect]) -> String?
  ) {
    names = [name]
    self.otherNames = otherNames
    usage = argument.map { "\(name) \($0)" } ?? name
    takesArgument = argument != nil
    self.help = help
    self.choices = choices
    self.perform = perform
  }

  /// A command of several names that do much the same, written as one.
  init(
    anyOf names: [String], usage: String, _ help: String,
    perform: @escaping @Sendable (inout Inspector, LineCall, inout [Effect]) -> String?
  ) {
    self.names = names
    otherNames = []
    self.usage = usage
    takesArgument = false
    self.help = help
    choices = { _, _ in LineChoices() }
    self.perform = perform
  }

  /// The command that a word calls.
  static func called(_ name: String) -> LineCommand? {
    all.first { $0.names.contains(name) || $0.otherNames.contains(name) }
  }
}

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
