import ArgumentParser
@_spi(Measuring) import SaveStream

/// A column of page rows to sort by, as an argument: its name in any case, and `:desc` behind it for the greatest
/// first.
struct PageOrderArgument: ExpressibleByArgument {
  let order: PageOrder

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard let name = parts.first, let column = PageColumn(named: String(name)), parts.count <= 2 else { return nil }
    guard parts.count == 1 || parts[1].lowercased() == Self.descending else { return nil }
    order = PageOrder(column, isDescending: parts.count == 2)
  }

  static var allValueStrings: [String] { PageColumn.allCases.map(\.name) }

  private static let descending = "desc"

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
