@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import Inspector

/// The forms of a pattern, and what a search says of its scope.
@Suite struct SearchFormsTests {
  private func matches(_ typed: String, _ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    let matcher = PatternMatcher(try SearchPattern(typed: typed))
    return matcher.matches(in: bytes.span, startingIn: 0..<bytes.count, most: .max).map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("jumps", "Jumps jumps", ["Jumps", "jumps"]), ("Jumps", "Jumps jumps", ["Jumps"]),
    ("jumps\\C", "Jumps jumps", ["jumps"]), ("Jumps\\c", "Jumps jumps", ["Jumps", "jumps"]),
    ("re:ju.ps", "jumps JUMPS ju\nps", ["jumps", "JUMPS"]), ("re:a+b", "ab aab b", ["ab", "aab"]),
    ("re:(ab|cd)*e", "abcde e", ["abcde", "e"]), ("re:[0-9]{2,3}", "1 12 1234", ["12", "123"]),
    ("re:x{3}", "xxxx", ["xxx"]), ("re:[^ ]+", "a bc", ["a", "bc"]), ("re:\\d\\w\\s", "1a 2b", ["1a "]),
    ("re:\\x41b?", "AB a", ["AB", "a"]),
    ("re:\\x4Ab", "JB jb", ["JB", "jb"]), ("re:\\.", "a.b", ["."]), ("t:re:x", "re:x", ["re:x"]),
    ("re:a|b", "cab", ["a", "b"]),
  ])
  func matchesAre(_ typed: String, _ text: String, _ wanted: [String]) throws {
    #expect(try matches(typed, text) == wanted)
  }

  @Test func wideTextIsThatOfUTF16() throws {
    let bytes = Array("x".utf8) + "Kernel".utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let found = { (typed: String) in
      PatternMatcher(try SearchPattern(typed: typed)).places(in: bytes.span, startingIn: 0..<bytes.count, most: 9)
    }
    #expect(try found("u:kernel") == [1])
    #expect(try found("u:KERNEL").isEmpty)
  }

  @Test(arguments: [
    ("re:(", "A ( is not closed"), ("re:a)", "A ) closes nothing"), ("re:*", "Nothing stands before *"),
    ("re:[a", "A [ is not closed"), ("re:a*", "The expression matches nothing at all"), ("re:\\q", "\\q means nothing"),
    ("re:a{9", "Behind { stand"), ("re:(a{250}){9}", "The expression is too long"), ("x:6", "two hex digits"),
    ("re:", "Type what to look for"), ("re:\\x+5", "two hex digits"),
  ])
  func whatIsWrongIsSaid(_ typed: String, _ words: String) {
    let refusal = #expect(throws: SearchPattern.Refusal.self) { try SearchPattern(typed: typed) }
    #expect(refusal?.words.contains(words) == true, "\(refusal?.words ?? "")")
  }

  @Test func anExpressionTakesBoundedTime() throws {
    // Exponential where a matcher tries one way after the other.
    let text = String(repeating: "a", count: 200)
    #expect(try matches("re:(a|a)*(a|a)*(a|a)*b", text).isEmpty)
  }

  @Test(arguments: [
    ("1", "in the capture's bytes and names"), ("4", "in guest memory at checkpoint 4"),
    ("6", "in the differences that are listed"), ("7", "in the findings that are listed"), ("1?", "in the help"),
  ])
  func theScopeStandsInTheLineAndInNotFound(_ keys: String, _ scope: String) throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press(keys + "/")
    #expect(driver.lines[23].hasSuffix(scope), "\(driver.screen)")
    #expect(driver.lines[22].contains("re:EXPRESSION"))
    let view = driver.session.inspector.current
    driver.press("no such text<Enter>")
    #expect(driver.screen.contains("Not found \(scope)"), "\(driver.screen)")
    #expect(driver.session.inspector.current == view)
  }

  @Test func aSearchStartsWhereOneIs() throws {
    var bytes = [UInt8](repeating: 0, count: 64)
    for place in [10, 30, 50] { bytes.replaceSubrange(place..<place + 4, with: Array("here".utf8)) }
    let root = HandMadeTree().leaves((0..<4).map { ("leaf\($0)", .number(UInt64($0))) })
    let driver = InspectorDriver(capture: Capture(bytes: bytes), index: emptyIndex(size: 64), root: root)
    driver.press("1jj/here<Enter>")
    #expect(driver.screen.contains("at 0x32"), "\(driver.screen)")
  }

  @Test func aDiffIsSearchedAndNGoesOnUntilEscape() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin")
    driver.press(":diff 1 2<Enter>/rbp<Enter>")
    #expect(driver.session.inspector.position.words.hasSuffix("rbp"), "\(driver.screen)")
    let row = driver.session.inspector.position.row?.0
    driver.press("n")
    #expect(driver.session.inspector.position.row?.0 == row)
    driver.press("<Esc>N")
    #expect(driver.session.inspector.current == .diff)
    #expect(driver.session.inspector.position.row?.0 == row.map { $0 - 1 })
  }

  @Test func findingsAreSearchedInTheirView() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-cut.bin")
    driver.press("7/ends inside<Enter>")
    #expect(driver.session.inspector.current == .findings)
    #expect(driver.screen.contains("Line 1 of 1 with that text"))
  }

  @Test func theMatchesAreAListToWalkThrough() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("1/tail<Enter>g/")
    #expect(driver.session.inspector.current == .places)
    let count = driver.session.inspector.search.list.hits.count
    #expect(driver.lines[2].contains("\(count) matches in the capture's bytes and names"), "\(driver.screen)")
    driver.press("gg<Enter>")
    #expect(driver.session.inspector.current == .tree)
    #expect(driver.screen.contains("Match 1 of \(count)"))
    driver.press("^O")
    #expect(driver.session.inspector.current == .places)
  }

  @Test(arguments: [
    ("3jjd", "rax", "CPU[0]/rax"), ("?", "half a", "Half a screen down"), ("7", "whole", "ends behind a whole"),
  ])
  func theListOfMatchesSaysWhatLinesSay(_ way: String, _ typed: String, _ words: String) throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", columns: 120)
    driver.press("\(way)/\(typed)<Enter>g/")
    #expect(driver.session.inspector.current == .places)
    #expect(driver.screen.contains(words), "\(driver.screen)")
    driver.press("gg<Enter>")
    #expect(driver.session.inspector.current != .places && driver.screen.contains(words))
  }

  /// Where the words that were found lie beyond the edge, their row is shown from further on.
  @Test(arguments: ["hvm-remus-cut.bin", "hvm-remus-desync.bin"], [60, 61, 80])
  func theListOfMatchesFitsANarrowScreen(_ sample: String, _ columns: Int) throws {
    let driver = try InspectorDriver(sample: sample, columns: 200)
    driver.press("7/checkpoint<Enter>g/")
    driver.resize(rows: 24, columns: columns)
    #expect(driver.session.inspector.current == .places)
    #expect(driver.lines[3].contains("checkpoint"), "\(driver.screen)")
    #expect(driver.grid.unsafeCells == 0)
  }
}
