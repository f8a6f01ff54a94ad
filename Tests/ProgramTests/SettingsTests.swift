import Glibc
@_spi(Measuring) import Inspector
import TestSupport
import Testing

/// The built program and its settings file.
@Suite(.timeLimit(.minutes(5)), .waitsForPrograms)
struct SettingsTests {
  /// A folder for settings, with a file or without one.
  private final class ConfigFolder {
    let folder = TemporaryFolder()
    let inner: String
    let path: String

    init(_ text: String? = nil) throws {
      inner = folder.path + "/savescope"
      path = inner + "/config"
      guard let text else { return }
      mkdir(inner, 0o700)
      try FixtureFile.write(Array(text.utf8), to: path)
    }

    deinit {
      unlink(path)
      rmdir(inner)
    }

    var environment: [String: String] { ["XDG_CONFIG_HOME": folder.path] }
    var text: String? { try? FixtureFile.text(path) }
  }

  private static func expected(_ text: String = "") throws -> ExpectedScreen {
    try ExpectedScreen(InspectorProgram.capture, settings: Settings(file: Array(text.utf8)))
  }

  @Test func aSettingsFileChangesAKeyAndTheFirstView() throws {
    let text = "set start tree\nset mouse off\nbind i down\nbind F5 view-pages\n"
    let config = try ConfigFolder(text)
    let expected = try Self.expected(text)
    let terminal = try InspectorProgram.start(environment: config.environment)
    #expect(terminal.shows(expected), "\(terminal.screen.text)")
    #expect(!terminal.screen.isMouseOn)
    terminal.send("ii")
    expected.press(.character("i"), .character("i"))
    #expect(terminal.shows(expected), "\(terminal.screen.text)")
    terminal.send("\u{1b}[15~")
    expected.press(.function(5))
    #expect(terminal.shows(expected), "\(terminal.screen.text)")
    terminal.send("M")
    #expect(terminal.wait { $0.isMouseOn })
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.screen.isAtRest)
  }

  @Test func theFileIsAlsoFoundByHome() throws {
    let home = TemporaryFolder()
    let folders = ["\(home.path)/.config", "\(home.path)/.config/savescope"]
    for folder in folders { mkdir(folder, 0o700) }
    let path = folders[1] + "/config"
    try FixtureFile.write(Array("set start findings".utf8), to: path)
    defer {
      unlink(path)
      for folder in folders.reversed() { rmdir(folder) }
    }
    // A folder that is not absolute does not count.
    let terminal = try InspectorProgram.start(environment: ["HOME": home.path, "XDG_CONFIG_HOME": "here"])
    #expect(terminal.shows(try Self.expected("set start findings")), "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func aFaultyFileIsSaidAndTheProgramGoesOn() throws {
    let text = "set theme \u{1b}]0;owned\u{7}\nset units decimal\n"
    let config = try ConfigFolder(text)
    let terminal = try InspectorProgram.start(environment: config.environment)
    #expect(terminal.shows(try Self.expected(text)), "\(terminal.screen.text)")
    #expect(terminal.screen.text.contains("config line 1: theme cannot be \"\\x1b]0;owned\\x07\"; ? shows more"))
    #expect(terminal.screen.text.contains("335.5 kB"))
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(terminal.screen.unknown == [])
  }

  @Test func whatIsNoFileIsSaidAndNeverWaitedFor() throws {
    let config = try ConfigFolder()
    mkdir(config.inner, 0o700)
    mkfifo(config.path, 0o600)
    let terminal = try InspectorProgram.start(environment: config.environment, columns: 160)
    #expect(terminal.wait(for: "config: cannot read \(config.path): it is no file"), "\(terminal.screen.text)")
    terminal.send(":write\r")
    #expect(terminal.wait(for: "Cannot write \(config.path): it is no file"), "\(terminal.screen.text)")
    terminal.send("\u{1b}Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func aFileThatIsTooLongIsNotUsed() throws {
    let config = try ConfigFolder("set start tree\n" + String(repeating: "#", count: 64 * 1024))
    let terminal = try InspectorProgram.start(environment: config.environment, columns: 160)
    #expect(terminal.wait(for: "it is longer than 65536 bytes"), "\(terminal.screen.text)")
    #expect(terminal.screen.text.contains("What this is"))
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func writeKeepsTheUsersComments() throws {
    let config = try ConfigFolder("# mine\nset theme dark # at night\nbind i down\n")
    let terminal = try InspectorProgram.start(environment: config.environment)
    terminal.send(":set theme light\r:set units bytes\r:write\r")
    #expect(terminal.wait(for: "Wrote the settings to \(config.path)"), "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(config.text == "# mine\nset theme light # at night\nbind i down\nset units bytes\n")
  }

  @Test func writeMakesTheFileAndItsFolder() throws {
    let config = try ConfigFolder()
    let terminal = try InspectorProgram.start(environment: config.environment)
    terminal.send(":set start pages\r:write\r")
    #expect(terminal.wait(for: "Wrote the settings to"), "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
    #expect(config.text == "set start pages\n")
  }

  @Test func writeSaysWhatToDoWhereThereIsNoFolder() throws {
    let terminal = try InspectorProgram.start()
    terminal.send(":write\r")
    #expect(terminal.wait(for: "set HOME or XDG_CONFIG_HOME"), "\(terminal.screen.text)")
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func unicodeCanBeAskedForWhereTheLocaleHasNone() throws {
    let text = "set glyphs unicode\nset start tree\n"
    let config = try ConfigFolder(text)
    let terminal = try InspectorProgram.start(environment: config.environment.merging(["LC_ALL": "C"]) { $1 })
    #expect(terminal.shows(try Self.expected(text)), "\(terminal.screen.text)")
    #expect(terminal.screen.text.contains("▸"))
    terminal.send("Q")
    #expect(terminal.exitStatus() == 0)
  }
}
