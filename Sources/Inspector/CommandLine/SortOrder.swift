import SaveStream

/// The words behind `:sort`: a column, and `desc` for the greatest first.
enum SortOrder {
  /// The column that words name, nil for none, and whether `desc` stands behind; nil where they are something else.
  static func order(_ words: [String], of columns: [FilterField]) -> (column: String?, isDescending: Bool)? {
    guard let name = words.first else { return (nil, false) }
    guard let column = columns.first(where: { $0.isNamed(name) }), words.count <= 2 else { return nil }
    let isDescending = words.count == 2
    return isDescending && words[1].lowercased() != descending ? nil : (column.name, isDescending)
  }

  /// What words that were typed can become.
  static func completions(of typed: String, columns: [FilterField]) -> [String] {
    let words = typed.split(separator: " ", omittingEmptySubsequences: false)
    let last = words.last?.lowercased() ?? ""
    switch words.count {
    case 0...1: return columns.map(\.name).filter { $0.lowercased().hasPrefix(last) }
    case 2 where descending.hasPrefix(last): return ["\(words[0]) \(descending)"]
    default: return []
    }
  }

  private static let descending = "desc"
}
