import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct SettingsFileTests {
  private static func settings(_ text: String) -> Settings { Settings(file: Array(text.utf8)) }

  @Test func readsEverySetting() {
    let settings = Self.settings(
      """
      # How I like it.
      set theme light
        set units\tdecimal   # as disks have it
      set mouse off\r
      set glyphs ascii

      set start tree
      """)
    #expect(settings.theme == .light)
    #expect(settings.units == .decimal)
    #expect(!settings.mouse)
    #expect(settings.glyphs == .ascii)
    #expect(settings.start == .tree)
    #expect(settings.problems.isEmpty)
  }

  @Test func whatIsNotSetIsAsUsual() {
    for text in ["", "\n\n", "# nothing", "\u{feff}"] {
      let settings = Self.settings(text)
      for setting in Setting.allCases { #expect(setting.value(in: settings) == setting.value(in: Settings())) }
    }
  }

  @Test func theLastOfTwoLinesWins() {
    #expect(Self.settings("set theme dark\nset theme light").theme == .light)
    let keys = Self.settings("bind x copy\nbind x quit").keys
    #expect(keys.command(for: "x", in: .tree) == .quit)
  }

  @Test(arguments: Setting.allCases)
  func everyValueThatIsListedCanBeSet(_ setting: Setting) {
    for value in setting.values {
      let settings = Self.settings("set \(setting.rawValue) \(value)")
      #expect(settings.problems.isEmpty)
      #expect(setting.value(in: settings) == value)
    }
  }

  /// A line that is wrong, what is wrong with it, and what is allowed.
  static let badLines = [
    ("frobnicate", "\"frobnicate\" is unknown", "a line is set NAME VALUE, bind KEY COMMAND"),
    ("SET theme dark", "\"SET\" is unknown", "a line is set NAME VALUE"),
    ("set theme", "set takes a name and a value", "as in set theme dark"),
    ("set theme dark light", "set takes a name and a value", "as in set theme dark"),
    ("set colour dark", "there is no setting \"colour\"", "settings are theme, units, mouse, glyphs, start and state"),
    ("set theme purple", "theme cannot be \"purple\"", "theme is auto, dark, light, 16 or mono"),
    ("set mouse 1", "mouse cannot be \"1\"", "mouse is on or off"),
    ("set start help", "start cannot be \"help\"", "start is summary, tree"),
    ("bind x", "bind takes a key and a command", "as in bind x copy"),
    ("bind Ctrl-X copy", "\"Ctrl-X\" is no key", "keys are written as in j, gg, ^D, Space"),
    ("bind x nextpane", "there is no command \"nextpane\"", "did you mean next-pane?"),
    ("bind x make-coffee-now", "there is no command \"make-coffee-now\"", "docs/keys.md lists them"),
    ("bind x copy desk", "there is no view \"desk\"", "views are summary, tree"),
    ("bind x maximise pages", "maximise does nothing in pages", "it works in tree"),
    ("bind g copy", "g is the first key of gg (first)", "unbind gg before"),
    ("bind jj copy", "jj cannot be typed, as j is bound (down)", "unbind j before"),
    ("unbind", "unbind takes a key", "as in unbind x"),
    ("unbind ^X", "^X does nothing there", "? shows the keys that are bound"),
    ("unbind a summary", "a does nothing there", "? shows the keys that are bound"),
    ("set theme \u{1b}[31m", "theme cannot be \"\\x1b[31m\"", "theme is"),
  ]

  @Test(arguments: badLines)
  func aBadLineIsNamedAndChangesNothing(line: String, wrong: String, advice: String) throws {
    let settings = Self.settings("set mouse off\n\(line)\nset units bytes\n")
    #expect(settings.problems.count == 1)
    let problem = try #require(settings.problems.first)
    #expect(problem.line == 2)
    #expect(problem.wrong.hasPrefix(wrong), "\(problem.wrong)")
    #expect(problem.advice.hasPrefix(advice), "\(problem.advice)")
    #expect(!settings.mouse && settings.units == .bytes && settings.theme == .auto)
    #expect(settings.keys.markdown() == KeyMap.standard.markdown())
  }

  @Test func aFileOfNothingButFaultsKeepsTheFirst() {
    let settings = Settings(file: Array(repeating: [0xff, 0x00, 0x0a], count: 20_000).flatMap { $0 })
    #expect(settings.problems.count == 50)
    #expect(settings.furtherProblems == 19_950)
    #expect(settings.problems.allSatisfy { $0.text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } })
  }

  @Test func theDocumentationNamesEverySettingAndItsExampleIsRight() throws {
    let page = try FixtureFile.text("\(Fixtures.packageRoot)/docs/settings.md")
    for setting in Setting.allCases {
      let row = try #require(page.split(separator: "\n").first { $0.hasPrefix("| `\(setting.rawValue)` |") })
      for value in setting == .start ? [] : setting.values { #expect(row.contains("`\(value)`"), "\(value)") }
    }
    let parts = page.split(separator: "```\n")
    let example = Settings(file: Array(try #require(parts.count > 2 ? parts[1] : nil).utf8))
    #expect(example.problems.isEmpty, "\(example.problems)")
    #expect(example.theme == .light && example.keys.command(for: " ", in: .tree) == .nextPane)
  }

  @Test func writingChangesOnlyTheLinesThatDiffer() {
    let file = """
      # mine
      set theme  dark   # at night
      bind x copy
      set theme light\t# by day
      set units binary
      set nonsense 7
      """
    var settings = Self.settings(file)
    #expect(settings.written(into: Array(file.utf8)) == Array(file.utf8))
    settings.theme = .mono
    settings.mouse = false
    #expect(
      String(decoding: settings.written(into: Array(file.utf8)), as: UTF8.self) == """
        # mine
        set theme  dark   # at night
        bind x copy
        set theme mono\t# by day
        set units binary
        set nonsense 7
        set mouse off

        """)
  }

  @Test func whatWasWrittenReadsBackAsItWas() {
    var settings = Settings()
    for setting in Setting.allCases { #expect(setting.change(&settings, to: setting.values[1])) }
    for former: [UInt8] in [[], Array("set units bytes\r\n# \u{1b}".utf8) + [0xff]] {
      let written = settings.written(into: former)
      let read = Settings(file: written)
      for setting in Setting.allCases { #expect(setting.value(in: read) == setting.values[1]) }
      #expect(read.written(into: written) == written)
    }
  }
}
