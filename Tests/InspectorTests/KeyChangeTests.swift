@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Keys of a settings file, as they reach dispatch, the bottom line and the help.
@Suite struct KeyChangeTests {
  private static func driver(_ file: String, columns: Int = 160) throws -> InspectorDriver {
    let settings = Settings(file: Array(file.utf8))
    #expect(settings.problems.isEmpty, "\(settings.problems)")
    return try InspectorDriver(sample: "hvm-remus.bin", rows: 60, columns: columns, settings: settings)
  }

  @Test func aBoundKeyDoesItsCommandAndTheOldOneStillDoes() throws {
    let driver = try Self.driver("bind i down\nbind ^X^S last")
    driver.press("1iij")
    #expect(driver.session.inspector.position.row?.0 == 4)
    driver.press("^X^S")
    let position = driver.session.inspector.position
    #expect(position.row?.0 == position.row?.of)
  }

  @Test func anUnboundKeyDoesNothing() throws {
    let driver = try Self.driver("unbind j")
    driver.press("1jj")
    #expect(driver.session.inspector.position.row?.0 == 1)
  }

  @Test func aKeyBoundInOneViewKeepsItsMeaningInTheOthers() throws {
    let driver = try Self.driver("bind a expand tree")
    driver.press("1j")
    let rows = try #require(driver.session.inspector.position.row?.of)
    driver.press("a")
    #expect(try #require(driver.session.inspector.position.row?.of) > rows)
    driver.press("2a")
    #expect(driver.session.inspector.position.unit == "entries")
  }

  @Test func theBottomLineNamesTheUsersKeyFirst() throws {
    let driver = try Self.driver("bind Space next-pane\nunbind *")
    driver.press("1")
    let hints = try #require(driver.lines.last)
    #expect(hints.contains("Space pane") && !hints.contains("Tab pane") && !hints.contains("open all"), "\(hints)")
  }

  @Test func theHelpShowsTheKeysAsTheyAre() throws {
    let driver = try Self.driver("bind X maximise\nunbind \\\nbind H copy pages\nunbind y pages", columns: 120)
    driver.press("1?")
    var screen = driver.screen
    for _ in 0..<6 {
      driver.press("<PageDown>")
      screen += driver.screen
    }
    #expect(screen.contains("\n                  X  The pane alone"))
    #expect(!screen.contains("\\  The pane alone"))
    #expect(screen.contains("H  Copy the value to the clipboard (Pages)"))
    #expect(screen.contains("y  Copy the value to the clipboard"))
  }

  @Test func wordsOnTheScreenNameTheKeysAsTheyAre() throws {
    let driver = try Self.driver("bind t view-pages\nunbind 2\nbind W help\nbind ^A go-to-mark")
    #expect(driver.lines[1].contains("t Pages"))
    #expect(driver.screen.contains(" t pages that were sent"))
    driver.press("mx")
    #expect(driver.screen.contains("Marked this place as x; ^Ax comes back to it"))
    driver.press("t")
    #expect(driver.session.inspector.current == .pages)
  }

  @Test func aTabThatIsClickedWorksWhereverItsKeyMovedIt() throws {
    let driver = try Self.driver("bind F12 view-summary\nunbind 1")
    let place = try #require(driver.lines[1].firstRange(of: "Tree"))
    driver.click(row: 1, column: driver.lines[1].distance(from: driver.lines[1].startIndex, to: place.lowerBound))
    #expect(driver.session.inspector.current == .tree)
  }

  @Test func aWayOutIsAlwaysLeft() {
    let settings = Settings(file: Array("unbind q\nunbind Esc\nunbind ZZ\nunbind Q\nbind Q down tree".utf8))
    #expect(settings.problems.map(\.line) == [4, 5])
    #expect(settings.problems.first?.wrong.hasPrefix("Q is the last key that leaves the view") == true)
    for view in ViewKind.allCases { #expect(settings.keys.command(for: "Q", in: view) == .quit) }
    #expect(Settings(file: Array("unbind q\nunbind Esc\nunbind ZZ\nbind ^X quit\nunbind Q".utf8)).problems.isEmpty)
  }
}
