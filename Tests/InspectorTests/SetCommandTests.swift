@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct SetCommandTests {
  @Test func listsTheSettings() throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press(":set<Enter>")
    #expect(driver.screen.contains("theme auto, units binary, mouse on, glyphs auto, start summary"))
    driver.press(":set theme<Enter>")
    #expect(driver.screen.contains("theme is auto of auto, dark, light, 16 or mono"))
  }

  @Test func aThemeIsForTheFrontEnd() throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press(":set theme light<Enter>")
    guard case .setTheme(.light) = driver.effects.last else { return #expect(Bool(false), "\(driver.effects)") }
    #expect(driver.screen.contains("theme is light; :write keeps it"))
  }

  @Test func unitsChangeEverySizeAtOnce() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", rows: 40)
    #expect(driver.screen.contains("327.6 KiB") && driver.screen.contains("230.9 KiB"))
    driver.press(":set units bytes<Enter>")
    #expect(driver.screen.contains("335,452 B") && driver.screen.contains("236,488 B"))
    driver.press(":set units decimal<Enter>")
    #expect(driver.screen.contains("335.5 kB") && driver.screen.contains("236.5 kB"))
    #expect(!driver.screen.contains("KiB"))
  }

  @Test func glyphsCanBeASCII() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("1:set glyphs ascii<Enter>")
    #expect(driver.screen.utf8.allSatisfy { $0 < 0x7f })
    driver.press(":set glyphs unicode<Enter>")
    #expect(driver.screen.contains("▸ checkpoint[1]"))
  }

  @Test func theMouseCanBeOffFromTheStart() throws {
    var settings = Settings()
    settings.mouse = false
    let driver = try InspectorDriver(sample: "hvm.bin", settings: settings)
    driver.click(row: 1, column: 13)
    #expect(driver.session.inspector.current == .summary)
    driver.press("M")
    guard case .setMouse(true) = driver.effects.last else { return #expect(Bool(false), "\(driver.effects)") }
    driver.click(row: 1, column: 13)
    #expect(driver.session.inspector.current == .tree)
    driver.press(":set mouse off<Enter>")
    driver.click(row: 1, column: 2)
    #expect(driver.session.inspector.current == .tree)
  }

  @Test func theFirstViewCanBeAnother() throws {
    let driver = try InspectorDriver(sample: "hvm.bin", settings: Settings(file: Array("set start findings".utf8)))
    #expect(driver.session.inspector.current == .findings)
    driver.press("q")
    guard case .quit = driver.effects.last else { return #expect(Bool(false), "\(driver.effects)") }
  }

  @Test func writeHandsTheSettingsOut() throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press(":set theme dark<Enter>M:write<Enter>")
    guard case .writeSettings(let settings) = driver.effects.last else {
      return #expect(Bool(false), "\(driver.effects)")
    }
    #expect(String(decoding: settings.written(into: []), as: UTF8.self) == "set theme dark\nset mouse off\n")
    driver.send(.done("Wrote the settings to \u{1b}[31m"))
    #expect(driver.screen.contains("Wrote the settings to \\x1b[31m"))
  }

  @Test(arguments: [
    ("set color dark", "There is no setting \"color\"; settings are theme"),
    ("set theme purple", "theme cannot be \"purple\"; theme is auto, dark"),
    ("set theme dark now", "Type set NAME VALUE"),
    ("write somewhere", "write takes no words: Write the settings into the settings file"),
  ])
  func aWrongLineSaysWhatIsAllowed(line: String, words: String) throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press(":\(line)<Enter>")
    #expect(driver.screen.contains(words), "\(driver.screen)")
    #expect(driver.session.inspector.prompt.line == nil)
  }

  @Test func tabCompletesNamesAndValues() throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press(":se<Tab>un<Tab>d<Tab>")
    #expect(driver.lines.last == ":set units decimal")
    driver.press("<Esc>:set theme <Tab>")
    #expect(driver.screen.contains(" auto dark light 16 mono"))
    #expect(SetCommand.completions(of: "theme x").isEmpty)
  }
}
