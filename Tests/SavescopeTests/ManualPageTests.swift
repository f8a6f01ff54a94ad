import TestSupport
import Testing

@testable import savescope

/// The manual page against the program's own list of commands and options.
@Suite struct ManualPageTests {
  private static func manual() throws -> String {
    // `\-` and `\fR` are how roff writes a hyphen and a change of font.
    try FixtureFile.text(Fixtures.packageRoot + "/docs/savescope.1")
      .replacing("\\-", with: "-").replacing("\\fR", with: "").replacing("\"", with: "")
  }

  private static func rootCommand() throws -> JSONValue {
    let help = try ChildProcess.savescope("--experimental-dump-help")
    return try #require(try JSONValue(parsing: help.outputBytes)["command"])
  }

  /// The commands that help lists.
  private static func shownCommands() throws -> [JSONValue] {
    (try rootCommand()["subcommands"]?.elements ?? []).filter { $0["shouldDisplay"] != .bool(false) }
  }

  @Test func namesEveryCommand() throws {
    let manual = try Self.manual()
    for command in try Self.shownCommands() {
      let name = try #require(command["commandName"]?.text)
      #expect(manual.contains("\n.TP\n.B \(name)\n"), "the manual page does not describe the command \(name)")
    }
  }

  /// The options that each section of OPTIONS names, by its title.
  private static func options() throws -> [String: Set<String>] {
    var options: [String: Set<String>] = [:]
    var section: String?
    for line in try manual().split(separator: "\n").map(String.init) {
      if line.hasPrefix(".SH ") { section = nil }
      if line.hasPrefix(".SS ") { section = String(line.dropFirst(4)) }
      guard let section else { continue }
      let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
      options[section, default: []].formUnion(words.filter { $0.hasPrefix("--") })
    }
    return options
  }

  /// Options of a command stand in the section of its name, or in one that is for all.
  @Test func namesEveryOptionOfEveryCommand() throws {
    let options = try Self.options()
    let common = ["Reading", "Output", "General"].compactMap { options[$0] }.reduce(into: Set()) { $0.formUnion($1) }
    let root = try Self.rootCommand()
    for command in [root] + (try Self.shownCommands()) {
      let name = try #require(command["commandName"]?.text)
      let known = common.union(options[name] ?? [])
      for argument in command["arguments"]?.elements ?? [] {
        for form in argument["names"]?.elements ?? [] where form["kind"]?.text == "long" {
          let option = try #require(form["name"]?.text)
          #expect(known.contains("--" + option), "the manual page does not describe --\(option) of \(name)")
        }
      }
    }
  }

  @Test func statesTheVersionAndItsDate() throws {
    #expect(try Self.manual().contains("\n.TH SAVESCOPE 1 \(programDate) savescope \(programVersion) "))
  }

  // MARK: The pages of the commands

  @Test func everyCommandHasAPageThatLacksNoOption() throws {
    let folder = TemporaryFolder()
    #expect(try ChildProcess.savescope("manual", folder.path).status == 0)
    // `help` is the parser's own.
    let commands = try Self.shownCommands().filter { $0["commandName"]?.text != "help" }
    #expect(folder.names.count == commands.count)
    for command in commands {
      let name = try #require(command["commandName"]?.text)
      let page = try FixtureFile.text("\(folder.path)/savescope-\(name).1")
      let labels = page.split(separator: "\n").filter { $0.hasPrefix(".B ") }.joined(separator: " ")
      for argument in command["arguments"]?.elements ?? [] {
        for form in argument["names"]?.elements ?? [] where form["kind"]?.text == "long" {
          let option = try #require(form["name"]?.text).replacing("-", with: "\\-")
          #expect(labels.contains("\\-\\-" + option), "the page of \(name) lacks --\(option)")
        }
      }
    }
  }

  @Test func pagesThatAreThereStayUnlessForced() throws {
    let folder = TemporaryFolder()
    let page = "\(folder.path)/savescope-summary.1"
    try FixtureFile.write(Array("mine".utf8), to: page)
    let refused = try ChildProcess.savescope("manual", folder.path)
    #expect(refused.status == 2 && refused.errors.contains("give --force"), "\(refused.errors)")
    #expect(try FixtureFile.text(page) == "mine")
    #expect(try ChildProcess.savescope("manual", folder.path, "--force").status == 0)
    #expect(try FixtureFile.text(page).contains("savescope summary"))
  }

  @Test func anEntryHasTheTextBehindItsLabelOrBelowIt() throws {
    let help = CommandHelp(
      """
      OVERVIEW: Tells.

      More of it.

      USAGE: savescope tell <file>

      READING:
        --spool <dir>           The folder.
        --format <text|json|csv|lines>
                                The form.
        -q, --quiet             Nothing.
      """)
    #expect(help.overview == ["Tells.", "More of it."] && help.usage == "savescope tell <file>")
    let entries = try #require(help.sections.first).entries
    #expect(entries.map(\.label) == ["--spool <dir>", "--format <text|json|csv|lines>", "-q, --quiet"])
    #expect(entries.map(\.text) == ["The folder.", "The form.", "Nothing."])
  }
}
