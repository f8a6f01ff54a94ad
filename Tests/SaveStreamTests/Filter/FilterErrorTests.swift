import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct FilterErrorTests {
  private static let fields =
    "checkpoint, iteration, batch, index, pfn, type, pinned, encoding, offset, length, runs, skips, changedWords, ratio"

  /// The error of an expression; the wrong part stands between angle quotes in `marked`.
  private func error(_ marked: String) throws -> FilterError {
    let text = String(marked.filter { $0 != "«" && $0 != "»" })
    let before = marked.prefix { $0 != "«" }.count
    let length = marked.drop { $0 != "«" }.dropFirst().prefix { $0 != "»" }.count
    let error = try #require(throws: FilterError.self) { try Filter<PageRow>(text) }
    #expect(error.position == before, "\(marked)")
    #expect(error.length == length, "\(marked)")
    return error
  }

  @Test(
    arguments: [
      ("«»", "the expression is empty"),
      ("«pnf» = 3", "there is no field pnf; did you mean pfn? Fields are \(fields)"),
      ("pfn = 3 or «chekpoint» = 1", "there is no field chekpoint; did you mean checkpoint? Fields are \(fields)"),
      ("«zebra» = 1", "there is no field zebra; fields are \(fields)"),
      ("«and» pfn = 3", "expected a field; found \"and\""),
      ("«größe» = 1", "there is no field größe; fields are \(fields)"),
      ("«3» = pfn", "there is no field 3; fields are \(fields)"),
      ("pfn«»", "expected =, !=, <, <=, >, >= or in after \"pfn\""),
      ("pfn «3»", "expected =, !=, <, <=, >, >= or in after \"pfn\"; found \"3\""),
      ("pfn not «=» 3", "expected in after \"not\"; found \"=\""),
      ("pfn < «»", "expected a number after \"<\""),
      ("pfn < «and» type = NOTAB", "expected a number after \"<\"; found \"and\""),
      ("pfn = «twelve»", "twelve is no number; write it in decimal, or in hex with 0x"),
      ("pfn = «-1»", "-1 is no number; write it in decimal, or in hex with 0x"),
      ("pfn = «0x»", "0x is no number; write it in decimal, or in hex with 0x"),
      ("pfn = «1.5»", "pfn is a whole number"),
      ("pfn = «18446744073709551616»", "the number is too large"),
      ("ratio > «18446744073709.551616»", "the number is too large"),
      ("ratio > «1.1234567»", "a number has six decimal places at most"),
      ("pfn = «.5»", "pfn is a whole number"),
      ("ratio > «.»", ". means nothing here; write .."),
      ("ratio > «0x10»", "0x10 is no number; write it as 12 or 1.5"),
      ("pfn in (1, «)»", "expected a number after \",\"; found \")\""),
      ("pfn in (1 «2»)", "expected a comma or a closing parenthesis after \"1\"; found \"2\""),
      ("pfn in (1, 2«»", "expected a comma or a closing parenthesis after \"2\""),
      ("pfn in «9..3»", "the range ends before it starts"),
      ("pfn in ..«»", "expected a number after \"..\""),
      ("(pfn = 1 or pfn = 2«»", "expected \"and\", \"or\" or a closing parenthesis after \"2\""),
      ("pfn = 1 «pfn» = 2", "expected \"and\" or \"or\" after \"1\"; found \"pfn\""),
      ("pfn = 1«)»", "expected \"and\" or \"or\" after \"1\"; found \")\""),
      ("pfn «==» 3", "== means nothing here; write ="),
      ("pfn = 3 «&&» pfn = 4", "&& means nothing here; write and"),
      ("«!»(pfn = 3)", "! means nothing here; write not"),
      ("pfn = 3 «;» pfn = 4", "; means nothing here"),
      ("type «<» L2TAB", "type is a word without an order; test it with =, != or in"),
      ("type = L1TAB«..»L4TAB", "type is a word without an order; test it with =, != or in"),
      (
        "encoding = «dleta»",
        "encoding is never dleta; did you mean delta? It is one of raw, full, delta, empty, verify, none, missing, doubtful"
      ),
      ("encoding = «»", "expected a word that encoding can be after \"=\""),
      ("type = «\"L1TAB»", "the quote is never closed"),
      ("pfn = «\u{1b}»[31m", "\\x1b means nothing here"),
    ])
  func saysWhereAndWhatWasExpected(_ marked: String, _ message: String) throws {
    #expect(try error(marked).message == message)
  }

  @Test func blanksAreAnEmptyExpression() throws {
    let error = try #require(throws: FilterError.self) { try Filter<PageRow>("   ") }
    #expect(error.message == "the expression is empty")
    #expect(lines(error, "   ") == [])
  }

  /// The lines where each character takes a cell, but a wide one.
  private func lines(_ error: FilterError, _ expression: String, width: Int = 76) -> [String] {
    error.lines(for: expression, width: width) { text in
      text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2e80 ? 2 : 1) }
    }
  }

  @Test(arguments: [
    ("type = L1TAB and pnf > 3", "type = L1TAB and pnf > 3", "                 ^^^"),
    ("pfn <", "pfn <", "     ^"),
    ("pfn = 3 ≥ 4", "pfn = 3 ≥ 4", "        ^"),
    ("\"größe\" 界 pfn", "\"größe\" 界 pfn", "^^^^^^^"),
    ("pfn = \u{1b}[31m", "pfn = \\x1b[31m", "      ^^^^"),
    ("type = \"界\"", "type = \"界\"", "       ^^^^"),
  ])
  func showsTheWrongPart(_ expression: String, _ shown: String, _ marks: String) throws {
    let error = try #require(throws: FilterError.self) { try Filter<PageRow>(expression) }
    #expect(lines(error, expression) == [shown, marks])
  }

  @Test func showsTheWrongPartOfALongExpressionWithWhatStandsAround() throws {
    let expression =
      String(repeating: "pfn = 1 or ", count: 30) + "pnf = 2" + String(repeating: " or pfn = 1", count: 30)
    let error = try #require(throws: FilterError.self) { try Filter<PageRow>(expression) }
    let lines = lines(error, expression, width: 40)
    #expect(lines[0].count == 40)
    let marked = zip(lines[0], lines[1]).filter { $0.1 == "^" }.map(\.0)
    #expect(String(marked) == "pnf")
  }

  @Test func sendsNothingToATerminalThatItMightActUpon() throws {
    let expression = "pfn = \u{1b}[31m\u{202e}界 or"
    let error = try #require(throws: FilterError.self) { try Filter<PageRow>(expression) }
    let text = ([error.message] + lines(error, expression)).joined()
    #expect(text.unicodeScalars.allSatisfy { (" "..."~").contains($0) || $0 == "界" })
  }

  @Test func longAndDeepExpressionsAreRefused() throws {
    let long = String(repeating: " ", count: 4095) + "ab"
    #expect(try #require(throws: FilterError.self) { try Filter<PageRow>(long) }.reason == .tooLong(4096))
    for opening in ["(", "not "] {
      let deep = String(repeating: opening, count: 65)
      let error = try #require(throws: FilterError.self) { try Filter<PageRow>(deep) }
      #expect(error.reason == .tooDeep(64))
      #expect(error.position == 64 * opening.count)
    }
    let nested = String(repeating: "(", count: 64) + "pfn = 1" + String(repeating: ")", count: 64)
    #expect(try Filter<PageRow>(nested).description == "pfn = 1")
    let many = Array(repeating: "pfn=1", count: 400).joined(separator: " or ")
    #expect(try Filter<PageRow>(many).matches(row(pfn: 1)))
  }

  private func row(pfn: UInt64) -> PageRow {
    PageRow(
      checkpoint: 0, iteration: 0, batch: 0, index: 0, pfn: pfn, type: .ordinary, encoding: .raw, offset: 0,
      length: 4096, delta: nil)
  }
}
