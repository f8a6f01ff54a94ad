@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct FilterTypingTests {
  private let language = FilterLanguage(over: PageRow.self)

  private func judge(_ text: String) -> FilterJudgement { language.judge(text, cursor: text.count) }

  @Test(arguments: [
    "ty", "type ", "type = ", "type = l1", "type = L1TAB a", "type = L1TAB and", "type n", "pfn = 0x", "pfn !",
    "pfn in 1.",
    "pfn in 5..1", "pfn in (1, 2", "not", "(", "(pfn = 3", "type = \"L1",
  ])
  func anExpressionThatMayBecomeRightIsUnfinished(_ text: String) {
    guard case .unfinished = judge(text) else { return #expect(Bool(false), "\(text): \(judge(text))") }
  }

  @Test(arguments: [
    "tpye", "type = L9", "type = L1TAB xor", "pfn = 3z", "type < L1TAB", "tpye = L1TAB", "pfn in 5..1 ", "pfn == 3",
    "pfn = 1.5", "pfn = 99999999999999999999", "pfn > 3)",
  ])
  func anExpressionThatCannotBecomeRightIsWrong(_ text: String) {
    guard case .wrong = judge(text) else { return #expect(Bool(false), "\(text): \(judge(text))") }
  }

  @Test(arguments: ["", " ", "pfn = 3", "type = L1TAB|PIN and not runs > 3 "])
  func nothingIsSaidOfARightOne(_ text: String) { #expect(judge(text) == .right) }

  @Test func aWordIsBegunWhereTheCursorStands() {
    #expect(language.judge("ty = L1TAB", cursor: 2) == .unfinished("type"))
    guard case .wrong = language.judge("ty = L1TAB", cursor: 10) else { return #expect(Bool(false)) }
  }

  private func driver(_ keys: String) throws -> InspectorDriver {
    let driver = try InspectorDriver(sample: "pv64.bin")
    driver.press(keys)
    return driver
  }

  @Test func theLineTurnsRedAsAWrongOneIsTypedAndBack() throws {
    let driver = try driver("2&pfn > 3 and typ")
    let style = { driver.grid[23, 1].style }
    #expect(style() == .prompt)
    driver.press("o")
    #expect(style() == .promptWrong)
    #expect(
      driver.screen.contains("Character 13: there is no field typo; did you mean type?"))
    driver.press(" = 3")
    #expect(driver.lines[23] == "&pfn > 3 and typo = 3")
    driver.press("<Backspace><Backspace><Backspace><Backspace><Backspace>")
    #expect(style() == .prompt)
  }

  @Test func theCommandLineJudgesItsExpressionToo() throws {
    let driver = try driver("2:filter pfn > 3 and tpye = 1")
    #expect(driver.grid[23, 0].style == .promptWrong)
    #expect(driver.screen.contains(" Character 13: there is no field tpye"))
  }

  @Test func tabCompletesFieldsAndValuesAtTheCursor() throws {
    let driver = try driver("2&ty<Tab>= L1<Tab>")
    #expect(driver.lines[23] == "&type = L1TAB")
    #expect(driver.lines[22] == " L1TAB L1TAB|PIN")
    driver.press("|<Tab>a<Tab>enc<Tab>=de<Tab>")
    #expect(driver.lines[23] == "&type = L1TAB|PIN and encoding =delta")
    driver.press("<Home><Right><Right><Backspace><Backspace>t<Tab>")
    #expect(driver.lines[23] == "&type pe = L1TAB|PIN and encoding =delta")
    driver.press("<Esc>:filter ra<Tab>")
    #expect(driver.lines[23] == ":filter ratio")
    driver.press("<Esc>:sort ch<Tab>")
    #expect(driver.lines[23] == ":sort ch")
    #expect(driver.lines[22] == " checkpoint changedWords")
    driver.press("a<Tab> d<Tab>")
    #expect(driver.lines[23] == ":sort changedWords desc")
  }

  @Test func tabAgainShowsTheChoicesThatHadNoRoom() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin")
    let rules = FindingRule.allCases.map(\.rawValue)
    driver.press("7&rule = <Tab>")
    let first = driver.screen
    #expect(first.contains(" \(rules[0]) ") && !first.contains(rules[rules.count - 1]))
    #expect(driver.lines[22].hasSuffix(" …"))
    var shown: Set<Substring> = []
    repeat {
      for line in driver.lines { shown.formUnion(line.split(separator: " ")) }
      driver.press("<Tab>")
    } while driver.screen != first
    #expect(rules.allSatisfy { shown.contains($0[...]) })
  }

  @Test func escapeLeavesAllAsItWasAndAnEmptyLineShowsAllRows() throws {
    let driver = try driver("2&type = L1TAB<Enter>")
    let screen = driver.screen
    #expect(screen.contains("type = L1TAB: 2 of 68 pages"))
    driver.press("& or pfn = 3<Esc>")
    #expect(driver.screen == screen)
    driver.press("&")
    #expect(driver.lines[23] == "&type = L1TAB")
    driver.press("^U<Enter>")
    #expect(driver.screen.contains("of 68 pages") && !driver.screen.contains("L1TAB:"))
  }

  @Test func theHistoryHoldsExpressions() throws {
    let driver = try driver("2&pfn > 3<Enter>&^Upfn > 4<Enter>&<Up><Up>")
    #expect(driver.lines[23] == "&pfn > 3")
    driver.press("<Enter>")
    #expect(driver.screen.contains("pfn > 3: 64 of 68 pages"))
  }

  @Test func aFilterIsOfItsViewOnly() throws {
    let driver = try driver("2&pfn > 3<Enter>7")
    #expect(!driver.screen.contains("pfn > 3"))
    driver.press("1:filter pfn > 3<Enter>")
    #expect(driver.screen.contains("The rows of this view cannot be filtered"))
    driver.press("<Esc>:sort pfn<Enter>")
    #expect(driver.screen.contains("The rows of this view cannot be sorted"))
  }
}
