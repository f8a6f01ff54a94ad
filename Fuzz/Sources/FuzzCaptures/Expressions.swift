@_spi(Measuring) import SaveStream

/// Filters that are known to be some, for any rows.
enum Expressions {
  /// A filter over rows, made of the fields that they have; nil at times.
  static func filter<Row: FilterableRow>(_ random: inout Random, _: Row.Type) -> Filter<Row>? {
    guard random.below(3) > 0, let first = try? Filter<Row>(test(&random, Row.self)) else { return nil }
    guard random.flip(), let second = try? Filter<Row>("not (\(test(&random, Row.self)))") else { return first }
    return first.and(second)
  }

  /// A filter of several tests, most of which is right.
  static func text<Row: FilterableRow>(_ random: inout Random, _: Row.Type, depth: Int = 0) -> String {
    guard depth < 3 else { return test(&random, Row.self) }
    let kind = random.below(5)
    if kind > 2 { return test(&random, Row.self) }
    let part = text(&random, Row.self, depth: depth + 1)
    if kind == 2 { return "not (\(part))" }
    let other = text(&random, Row.self, depth: depth + 1)
    return kind == 0 ? "\(part) and \(other)" : "(\(part)) or not \(other)"
  }

  private static func test<Row: FilterableRow>(_ random: inout Random, _: Row.Type) -> String {
    let words = Filter<Row>.completion(of: "", at: 0).words.filter { $0 != "not" && $0 != "(" }
    let field = random.element(of: words.isEmpty ? ["pfn"] : words)
    let operators = Filter<Row>.completion(of: "\(field) ", at: field.utf8.count + 1).words
    let sign = random.element(of: operators.isEmpty ? ["="] : operators)
    let before = "\(field) \(sign) "
    let values = Filter<Row>.completion(of: before, at: before.utf8.count).words
    return before + random.element(of: values.isEmpty ? ["0", "1", "0x20", "300"] : values)
  }
}
