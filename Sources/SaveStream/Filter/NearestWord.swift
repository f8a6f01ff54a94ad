/// Finds what somebody meant who mistyped a word.
package enum NearestWord {
  /// Longer words are not looked at.
  private static let maximumLength = 32

  /// Words up to this length have another one near that differs in a single character.
  private static let shortLength = 5

  /// The word of a list that a typed one is a beginning of, if it is the only one, or else the one that is nearest: at
  /// most two changed, missing, added or swapped characters away, of a short word one; nil where none is near. In any
  /// case of letters.
  package static func find(_ typed: String, among words: [String]) -> String? {
    let typed = Array(typed.lowercased())
    guard !typed.isEmpty, typed.count <= maximumLength else { return nil }
    let longer = words.filter { $0.lowercased().starts(with: typed) }
    if longer.count == 1 { return longer[0] }
    let limit = min(typed.count <= shortLength ? 1 : 2, typed.count - 1)
    let nearest = words.map { (word: $0, distance: distance(typed, Array($0.lowercased()))) }
      .min { $0.distance < $1.distance }
    return nearest.flatMap { $0.distance <= limit ? $0.word : nil }
  }

  /// How many changes, omissions, additions and swaps of neighbours lead from one word to the other.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    guard right.count <= maximumLength else { return .max }
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
