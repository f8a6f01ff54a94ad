import ArgumentParser

/// The manual page of a command, made of its help, so that it has all that the command has.
struct ManualPage {
  /// What `man` calls it: `savescope-summary`.
  let name: String
  /// The page, in the language of troff's macros for manual pages (man(7)).
  let text: String

  /// Wide enough for the longest line of help, so that none is broken.
  private static let columns = 100_000

  init(of command: any ParsableCommand.Type) {
    let help = CommandHelp(Program.helpMessage(for: command, columns: Self.columns))
    let commandName = command._commandName
    name = "savescope-\(commandName)"
    var lines = [
      ".\\\" Made of `savescope \(commandName) --help`.",
      ".TH \(Self.escaped(name.uppercased())) 1 \(programDate) \"savescope \(programVersion)\" \"User Commands\"",
      ".SH NAME", "\(Self.escaped(name)) \\- \(Self.escaped(Self.headline(help.overview.first ?? "")))",
      ".SH SYNOPSIS", ".B \(Self.escaped(help.usage))", ".SH DESCRIPTION",
    ]
    for (place, paragraph) in help.overview.enumerated() {
      if place > 0 { lines.append(".PP") }
      lines.append(Self.line(paragraph))
    }
    for section in help.sections {
      lines.append(".SH \(Self.escaped(section.title))")
      for entry in section.entries { lines += [".TP", ".B \(Self.escaped(entry.label))", Self.line(entry.text)] }
    }
    lines += [
      ".SH SEE ALSO", ".BR savescope (1),", "which tells of exit status, environment, files and examples.",
    ]
    text = lines.joined(separator: "\n") + "\n"
  }

  /// What `whatis` shows: no capital letter, no stop.
  private static func headline(_ sentence: String) -> String {
    let words = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  /// A line of its own: one that begins with a dot or a quote would be a request.
  private static func line(_ words: String) -> String {
    let isRequest = words.hasPrefix(".") || words.hasPrefix("'")
    return (isRequest ? "\\&" : "") + escaped(words)
  }

  private static func escaped(_ words: String) -> String {
    words.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\"", with: "\\(dq")
  }
}

/// The parts of a command's help, as ArgumentParser writes it.
///
///     OVERVIEW: Tells …                           the first paragraph, and more behind empty lines
///
///     USAGE: savescope tell [<options>] <file>
///
///     READING:                                    sections, of entries with their text from column 26 on
///       --toolstack <32|64>     The word size …
///       --a-label-that-is-too-long
///                               What it does …
struct CommandHelp {
  /// Paragraphs.
  private(set) var overview: [String] = []
  private(set) var usage = ""
  private(set) var sections: [Section] = []

  struct Section {
    let title: String
    var entries: [Entry] = []
  }

  /// An argument or an option.
  struct Entry {
    let label: String
    var text = ""
  }

  private static let textColumn = 26

  init(_ help: String) {
    var isOverview = true
    for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("USAGE: ") {
        isOverview = false
        usage = String(line.dropFirst("USAGE: ".count))
      } else if isOverview {
        let words = line.hasPrefix("OVERVIEW: ") ? line.dropFirst("OVERVIEW: ".count) : line
        if !words.isEmpty { overview.append(String(words)) }
      } else if let first = line.first, first != " ", line.hasSuffix(":") {
        sections.append(Section(title: String(line.dropLast())))
      } else if !sections.isEmpty {
        Self.take(line, into: &sections[sections.count - 1])
      }
    }
  }

  private static func take(_ line: Substring, into section: inout Section) {
    let words = line.drop { $0 == " " }
    guard !words.isEmpty else { return }
    if line.hasPrefix("   ") {
      guard !section.entries.isEmpty else { return }
      let place = section.entries.count - 1
      section.entries[place].text += (section.entries[place].text.isEmpty ? "" : " ") + words
    } else if let split = split(line) {
      section.entries.append(split)
    } else {
      section.entries.append(Entry(label: String(words)))
    }
  }

  /// An entry whose text stands behind its label.
  private static func split(_ line: Substring) -> Entry? {
    let label = line.prefix(textColumn)
    guard line.count > textColumn, label.last == " ",
      label.count(where: { $0 == "<" }) == label.count(where: { $0 == ">" })
    else { return nil }
    let words = label.drop { $0 == " " }
    let end = words.lastIndex { $0 != " " }.map { words.index(after: $0) } ?? words.startIndex
    return Entry(label: String(words[..<end]), text: String(line.dropFirst(textColumn)))
  }
}
