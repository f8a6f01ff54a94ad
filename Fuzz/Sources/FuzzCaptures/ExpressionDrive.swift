@_spi(Measuring) import SaveStream

/// Text that a user types, made up of the input: filters and patterns, which are taken or refused.
struct ExpressionDrive {
  private let text: String

  init(_ bytes: [UInt8]) { text = String(decoding: bytes.suffix(200), as: UTF8.self) }

  func run(_ random: inout Random) {
    for text in [text, String(text.prefix(12)), Self.joined(&random, 1 + random.below(12))] {
      read(text, PageRow.self)
      read(text, Finding.self)
      read(text, UsedRow<MapRow>.self)
      read(text, CheckpointFilterRow.self)
      pattern(text, &random)
    }
    for _ in 0..<4 {
      read(Expressions.text(&random, PageRow.self), PageRow.self)
      read(Expressions.text(&random, Finding.self), Finding.self)
      read(Expressions.text(&random, UsedRow<MapRow>.self), UsedRow<MapRow>.self)
      read(Expressions.text(&random, CheckpointFilterRow.self), CheckpointFilterRow.self)
    }
  }

  private func read<Row: FilterableRow>(_ text: String, _: Row.Type) {
    _ = Filter<Row>.completion(of: text, at: text.count / 2)
    do throws(FilterError) {
      let filter = try Filter<Row>(text)
      // What it says of itself is the same filter.
      let again = try? Filter<Row>(filter.description)
      promise(again?.description == filter.description, "\(filter.description) is no filter, or another one")
    } catch {
      promise(isShown(error.message), "what is wrong with a filter")
    }
  }

  private func pattern(_ text: String, _ random: inout Random) {
    let form = random.element(of: ["", "x:", "re:", "u:", "t:"])
    guard let pattern = try? SearchPattern(typed: form + text) else { return }
    let matcher = PatternMatcher(pattern)
    let bytes = Array(text.utf8)
    for match in matcher.matches(in: bytes.span, startingIn: 0..<bytes.count, most: 50) {
      promise(match.upperBound <= bytes.count && match.count <= matcher.longest, "a match at \(match)")
    }
  }

  /// Words of the language, one after the other.
  private static func joined(_ random: inout Random, _ count: Int) -> String {
    let words = [
      "pfn", "type", "length", "ratio", "use", "owner", "rule", "severity", "not", "and", "or", "(", ")", "=", "!=",
      "<",
      "<=", ">", "..", ",", "0x10", "7", "1.5", "L1TAB", "kernel", "'a b'", "4k", "delta", "[a-z]", "{2,3}", "*", "|",
      "\\x00",
    ]
    return (0..<count).map { _ in random.element(of: words) }.joined(separator: random.below(4) == 0 ? "" : " ")
  }
}
