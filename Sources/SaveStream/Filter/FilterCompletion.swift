/// The words that can come next where somebody types a filter expression.
package struct FilterCompletion: Sendable, Equatable {
  /// The characters of the expression that a chosen word takes the place of: the beginning of it, up to the cursor.
  package let range: Range<Int>
  /// The words, in the order of the fields or of their values, operators and words of the language behind; none where a
  /// number is to come, or where the expression is wrong before.
  package let words: [String]

  /// - Parameter cursor: characters before the cursor; what stands behind is not looked at.
  init(of text: String, at cursor: Int, schema: FilterSchema) {
    let typed = Array(text.prefix(max(cursor, 0)))
    let start = (typed.lastIndex { !FilterLexer.isWord($0) } ?? -1) + 1
    let beginning = String(typed[start...]).lowercased()
    range = start..<typed.count
    guard var parser = try? FilterParser(String(typed[..<start]), schema: schema) else {
      words = []
      return
    }
    _ = try? parser.parse()
    words = parser.suggestions.filter { $0.lowercased().hasPrefix(beginning) }
  }

  /// What all the words begin with; empty where there are none.
  package var commonPrefix: String {
    guard let first = words.first else { return "" }
    let lowercased = words.map { Array($0.lowercased()) }
    let length = lowercased.dropFirst().reduce(first.count) { length, word in
      min(length, zip(lowercased[0], word).prefix { $0 == $1 }.map { _ in 0 }.count)
    }
    return String(first.prefix(length))
  }
}
