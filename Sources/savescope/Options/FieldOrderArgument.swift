import ArgumentParser
@_spi(Measuring) import SaveStream

/// A field of rows to sort by, as an argument: its name in any case, and `:desc` behind it for the greatest first.
struct FieldOrderArgument<Row: FilterableRow>: ExpressibleByArgument {
  let order: FieldOrder<Row>

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.count == 1 || parts[1].lowercased() == "desc" else { return nil }
    guard let order = FieldOrder<Row>(by: String(parts[0]), isDescending: parts.count == 2) else { return nil }
    self.order = order
  }

  static var allValueStrings: [String] { Row.filterSchema.fields.map(\.name) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
