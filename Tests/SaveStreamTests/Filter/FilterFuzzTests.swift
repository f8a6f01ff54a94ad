import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Expressions that nobody would write.
@Suite struct FilterFuzzTests {
  private static let tokens =
    [
      "and", "or", "not", "in", "(", ")", ",", "..", "=", "!=", "<", "<=", ">", ">=", "==", "&&", "|", "\"", "'", ".",
      ".5",
    ]
    + PageColumn.allCases.map(\.name) + PageType.all.map(\.name) + PageEncoding.allCases.map(\.rawValue)
    + [
      "0", "1", "0x", "0xffffffffffffffff", "18446744073709551616", "1.5", "-3", "1..3", "..", "é", "\u{301}", "\u{0}",
    ]

  private static let row = PageRow(
    checkpoint: 1, iteration: 0, batch: 2, index: 3, pfn: 0x1a2b, type: .ordinary, encoding: .delta, offset: 0x4000,
    length: 21, delta: DeltaCounts(runs: 2, skips: 9, literalWords: 3))

  /// Whatever stands there: an error lies within the expression, and a filter is what its description says.
  private func check(_ expression: String) throws {
    let length = expression.count
    do throws(FilterError) {
      let filter = try Filter<PageRow>(expression)
      _ = filter.matches(Self.row)
      let again = try Filter<PageRow>(filter.description)
      #expect(again == filter, "\(expression)")
    } catch {
      #expect(error.position >= 0 && error.length >= 0 && error.position + error.length <= max(length, 1))
      let lines = error.lines(for: expression, width: 20) { $0.unicodeScalars.count }
      #expect(error.reason == .empty || lines.count == 2 && lines[1].contains("^"))
      #expect(lines.allSatisfy { $0.unicodeScalars.count <= 21 })
      #expect(!error.message.isEmpty)
    }
    let completion = Filter<PageRow>.completion(of: expression, at: length / 2)
    let prefix = completion.commonPrefix.lowercased()
    #expect(completion.words.allSatisfy { $0.lowercased().hasPrefix(prefix) })
  }

  @Test(arguments: Fixtures.half(of: 1...20)) func tokenSoupIsAnErrorOrAFilter(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let count = Int.random(in: 0...24, using: &random)
      let words = (0..<count).map { _ in Self.tokens.randomElement(using: &random) ?? "" }
      try check(words.joined(separator: Bool.random(using: &random) ? " " : ""))
    }
  }

  @Test(arguments: Fixtures.half(of: 1...20))
  func soundExpressionsArePrintedSoThatTheyReadTheSame(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let expression = Self.expression(depth: 4, &random)
      let filter = try Filter<PageRow>(expression)
      #expect(try Filter<PageRow>(filter.description) == filter, "\(expression)")
      #expect(filter.matches(Self.row) == Self.isTrue(filter.expression, of: Self.row), "\(expression)")
    }
  }

  @Test(arguments: 1...10) func bytesAreAnErrorOrAFilter(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let bytes = random.bytes(Int.random(in: 0...80, using: &random))
      try check(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// A sound expression.
  private static func expression(depth: Int, _ random: inout SeededRandom) -> String {
    let kind = depth == 0 ? 0 : Int.random(in: 0...5, using: &random)
    func part() -> String { "(\(expression(depth: depth - 1, &random)))" }
    switch kind {
    case 1: return "\(part()) and \(part())"
    case 2: return "\(part()) or \(part())"
    case 3: return "not \(part())"
    case 4: return "\(expression(depth: depth - 1, &random)) and \(expression(depth: depth - 1, &random))"
    case 5: return "\(expression(depth: depth - 1, &random)) or not \(expression(depth: depth - 1, &random))"
    default:
      let tests = [
        "pfn = 0x1a2b", "pfn > 7000", "runs in (1..3, 9)", "skips not in 4..12", "type != L1TAB|PIN", "ratio >= 12.25",
        "encoding in (delta, none)", "length <= 21", "iteration = ..4", "checkpoint != 0", "changedWords < 3",
      ]
      return tests.randomElement(using: &random) ?? ""
    }
  }

  /// The meaning of an expression by plain recursion.
  private static func isTrue(_ expression: FilterExpression, of row: PageRow) -> Bool {
    switch expression {
    case .not(let inner): return !isTrue(inner, of: row)
    case .all(let parts): return parts.allSatisfy { isTrue($0, of: row) }
    case .any(let parts): return parts.contains { isTrue($0, of: row) }
    case .test(let test):
      guard let value = row.filterValue(of: test.field) else { return false }
      let (spans, isNegated) = test.values
      return spans.contains { $0.contains(value) } != isNegated
    }
  }
}
