@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream
import Testing

/// What a settings file with faults looks like.
@Suite struct SettingsScreenTests {
  private static let file = """
    set theme purple
    bind g copy
    bind x nextpane
    set units decimal
    """

  @Test func theStatusLineNamesTheFirstProblem() throws {
    let driver = try InspectorDriver(sample: "hvm.bin", settings: Settings(file: Array(Self.file.utf8)))
    try expectScreen(driver, "settings-problem")
    driver.press("j")
    #expect(!driver.screen.contains("config line 1"))
  }

  @Test func theHelpListsAllProblems() throws {
    let driver = try InspectorDriver(sample: "hvm.bin", settings: Settings(file: Array(Self.file.utf8)))
    driver.press("?")
    try expectScreen(driver, "settings-problems-in-help")
  }

  @Test func theHelpShowsTheSettings() throws {
    let driver = try InspectorDriver(sample: "hvm.bin", settings: Settings(file: Array("set theme 16".utf8)))
    driver.press("?G")
    try expectScreen(driver, "settings-in-help")
  }
}
