/// Lines of the command line that say which rows the view shows, and in which order.
enum RowsCommand: Equatable, Sendable {
  /// An expression; an empty one shows all rows.
  case filter(String)
  /// The words behind `sort`.
  case sort([String])

  static let filterWord = "filter"
  static let sortWord = "sort"

  /// Reads a line; nil when it is neither.
  init?(_ line: String) {
    let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let rest = parts.count > 1 ? parts[1] : ""
    switch parts.first {
    case Substring(Self.filterWord): self = .filter(String(rest))
    case Substring(Self.sortWord): self = .sort(rest.split(separator: " ").map(String.init))
    default: return nil
    }
  }

  /// The column that words name, nil for none, and whether `desc` stands behind; nil where they are something else.
  static func order(_ words: [String], of columns: [String]) -> (column: String?, isDescending: Bool)? {
    guard let name = words.first else { return (nil, false) }
    guard let column = columns.first(where: { $0.lowercased() == name.lowercased() }), words.count <= 2 else {
      return nil
    }
    let isDescending = words.count == 2
    return isDescending && words[1].lowercased() != descending ? nil : (column, isDescending)
  }

  /// The lines that a beginning can be completed to.
  static func completions(of typed: String, columns: [String]) -> [String] {
    let head = sortWord + " "
    guard typed.hasPrefix(head) else { return [] }
    let words = typed.dropFirst(head.count).split(separator: " ", omittingEmptySubsequences: false)
    let last = words.last?.lowercased() ?? ""
    switch words.count {
    case 0...1: return columns.filter { $0.lowercased().hasPrefix(last) }.map { head + $0 }
    case 2 where descending.hasPrefix(last): return ["\(head)\(words[0]) \(descending)"]
    default: return []
    }
  }

  private static let descending = "desc"
}
