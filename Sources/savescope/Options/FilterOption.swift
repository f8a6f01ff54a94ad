import ArgumentParser
@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream

/// Which rows come out, as an expression.
struct FilterOption: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only rows that an expression lets pass; docs/filter.md has the language. Of several, all have to let them pass.",
      valueName: "expr"))
  var expressions: [String] = []

  /// The filter for rows of a kind; nil where there is no expression.
  /// - Throws: what is wrong with one, with the wrong part marked: exit status 64, as for any wrong command line.
  func parsed<Row: FilterableRow>(for rows: Row.Type) throws(ProgramFailure) -> Filter<Row>? {
    var filter: Filter<Row>?
    for expression in expressions {
      let next = try Self.parsed(expression, for: rows)
      filter = filter?.and(next) ?? next
    }
    return filter
  }

  private static func parsed<Row: FilterableRow>(
    _ expression: String, for rows: Row.Type
  ) throws(ProgramFailure) -> Filter<Row> {
    do throws(FilterError) {
      return try Filter<Row>(expression)
    } catch {
      let advice = error.reason == .empty ? "; leave --where out for all rows" : ""
      let lines =
        ["--where: \(error.message)\(advice)"]
        + error.lines(for: expression, cells: TextWidth.of).map { "  " + $0 }
      throw ProgramFailure(lines.joined(separator: "\n"), status: 64)
    }
  }

  /// What `--help` says of the language and of the fields that rows have.
  static func discussion<Row: FilterableRow>(of rows: Row.Type) -> String {
    let fields = Row.filterSchema.fields.map(\.name).joined(separator: ", ")
    return """
      --where compares fields with = != < <= > >= and in (a list in parentheses, or a range a..b), and joins such \
      tests with and, or, not and parentheses. Numbers are decimal, or hex with 0x; page types and encodings are \
      words. A test on an empty cell fails. Fields: \(fields).
      """
  }
}
