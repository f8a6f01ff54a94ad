import SaveStream
import Testing

@testable import Inspector

@Suite struct CommandLineTests {
  @Test func readsEveryFormOfAPlace() {
    #expect(GoTo("120") == .row(120))
    #expect(GoTo("0x1F") == .offset(31))
    #expect(GoTo("50%") == .percent(50))
    #expect(GoTo("pfn 1a2b") == .pfn(0x1a2b))
    #expect(GoTo("pfn 0x1a2b") == .pfn(0x1a2b))
    #expect(GoTo("ckpt 12") == .checkpoint(12))
    #expect(GoTo("q") == .leave)
    #expect(GoTo("tree") == .view(.tree))
  }

  @Test(arguments: [
    "", "x", "101%", "-1", "0x", "0xg", "pfn", "pfn -1", "ckpt x", "1 2 3", "99999999999999999999",
    "0x1ffffffffffffffff",
  ])
  func refusesWhatIsNoPlace(_ line: String) { #expect(GoTo(line) == nil) }

  @Test func aWrongLineStaysAndSaysWhatIsAllowed() {
    let driver = InspectorDriver(capture: .init(bytes: [1, 2, 3]), index: emptyIndex(size: 3))
    driver.press(":frobnicate<Enter>")
    #expect(driver.screen.contains("Type ROW, 0xOFFSET, 50%"))
    #expect(driver.lines.last == ":frobnicate")
    driver.press("<Esc>:0x99<Enter>")
    #expect(driver.screen.contains("The capture ends at 0x3"))
  }

  @Test func theHistoryComesBack() {
    let driver = InspectorDriver(capture: .init(bytes: [1]), index: emptyIndex(size: 1))
    driver.press(":tree<Enter>:summary<Enter>:<Up><Up>")
    #expect(driver.lines.last == ":tree")
    driver.press("<Down>")
    #expect(driver.lines.last == ":summary")
  }

  @Test func editingKeysEdit() {
    var line = LineEditor()
    for key: Key in [.character("a"), .character("b"), .left, .character("x"), .end, .character(" "), .character("c")] {
      line.edit(key)
    }
    #expect(line.string == "axb c")
    line.edit(.control("w"))
    #expect(line.string == "axb ")
    line.edit(.home)
    line.edit(.delete)
    #expect(line.string == "xb ")
    line.edit(.control("k"))
    #expect(line.string.isEmpty)
  }

  @Test func tabCompletesAWord() {
    let driver = InspectorDriver(capture: .init(bytes: [1]), index: emptyIndex(size: 1))
    driver.press(":ck<Tab>")
    #expect(driver.lines.last == ":ckpt")
    driver.press("<Esc>:p<Tab>")
    #expect(driver.screen.contains("pages pfn"))
  }
}
