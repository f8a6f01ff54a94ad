/// A line as it stands in the manual, to be looked for in what somebody found in a log.
struct LogPattern: Sendable {
  /// How well a line fits.
  enum Fit: Sendable, Comparable {
    /// Most of the pattern's words are there, in their order: another release's wording.
    case near
    /// The line is a part of the pattern.
    case part
    /// All of the pattern is in the line.
    case whole
  }

  private enum Piece: Sendable, Equatable {
    case word(String)
    /// What differs from one line to the next (`…`).
    case any
  }

  private let pieces: [Piece]
  /// Letters and digits of its words.
  let weight: Int
  /// The longest of its words.
  let longestWord: String

  init(_ text: String) {
    var pieces: [Piece] = []
    var rest = text[...]
    while let gap = rest.firstIndex(of: "…") {
      // A word that stands right before or behind the gap is a part of what differs: `0x…`, `vcpu…`.
      pieces += Self.words(rest[..<gap], endsInGap: true)
      pieces.append(.any)
      rest = rest[rest.index(after: gap)...].drop { Self.isPart($0) || $0 == "'" }
    }
    pieces += Self.words(rest, endsInGap: false)
    self.pieces = pieces
    weight = pieces.reduce(0) { $0 + Self.weight(of: $1) }
    longestWord = pieces.reduce("") { longest, piece in
      if case .word(let word) = piece, word.utf8.count > longest.utf8.count { word } else { longest }
    }
  }

  private static func words(_ text: Substring, endsInGap: Bool) -> [Piece] {
    var text = text
    if endsInGap { while let last = text.last, isPart(last) { text.removeLast() } }
    return LogToken.tokens(of: String(text)).map { .word($0.word) }
  }

  /// Whether a sign makes one word with what stands beside it.
  private static func isPart(_ sign: Character) -> Bool { sign.isLetter || sign.isNumber || sign == "_" }

  private static func weight(of piece: Piece) -> Int {
    if case .word(let word) = piece { word.utf8.count } else { 0 }
  }

  // MARK: Matching

  /// Tokens that a gap stands for at most.
  private static let widestGap = 16
  /// Letters of a line that is a part of a pattern only.
  private static let fewestLetters = 3
  /// The share of a pattern's words that is nearly all of them.
  private static let nearly = 0.8

  /// How a line fits, and how much of the pattern is in it; nil where it does not.
  /// - Parameters:
  ///   - words: of the line, in their order.
  ///   - present: the same words, each once.
  func fit(_ words: [String], _ present: Set<String>) -> (fit: Fit, weight: Int)? {
    if present.contains(longestWord), isIn(words) { return (.whole, weight) }
    if let part = part(words), part >= Self.fewestLetters { return (.part, part) }
    // In whatever order they stand: what is not there cannot be in common.
    guard weight > 12, isNearly(weightThere(present)) else { return nil }
    let common = commonWeight(words)
    return isNearly(common) ? (.near, common) : nil
  }

  private func isNearly(_ common: Int) -> Bool { Double(common) >= Self.nearly * Double(weight) }

  /// The weight of the pieces whose words are among these.
  private func weightThere(_ words: Set<String>) -> Int {
    pieces.reduce(0) { sum, piece in
      if case .word(let word) = piece, words.contains(word) { sum + word.utf8.count } else { sum }
    }
  }

  /// The share of its words that a line has, in their order.
  func likeness(_ tokens: [LogToken]) -> Double {
    weight == 0 ? 0 : Double(commonWeight(tokens.map(\.word))) / Double(weight)
  }

  private func isIn(_ words: [String]) -> Bool {
    words.indices.contains { starts(words[$0...], pieces[...]) }
  }

  /// Whether words begin with pieces.
  private func starts(_ words: ArraySlice<String>, _ pieces: ArraySlice<Piece>) -> Bool {
    guard let first = pieces.first else { return true }
    let rest = pieces.dropFirst()
    switch first {
    case .word(let word): return words.first == word && starts(words.dropFirst(), rest)
    case .any:
      guard rest.contains(where: { $0 != .any }) else { return true }
      return (0...min(words.count, Self.widestGap)).contains { starts(words.dropFirst($0), rest) }
    }
  }

  /// The letters of the pattern that a line has which is a part of it from end to end; nil where it is none.
  private func part(_ words: [String]) -> Int? {
    pieces.indices.compactMap { covered(words[...], pieces[$0...], weight: 0) }.max()
  }

  private func covered(_ words: ArraySlice<String>, _ pieces: ArraySlice<Piece>, weight: Int) -> Int? {
    guard let word = words.first else { return weight }
    guard let piece = pieces.first else { return nil }
    switch piece {
    case .word(let wanted):
      guard wanted == word else { return nil }
      return covered(words.dropFirst(), pieces.dropFirst(), weight: weight + word.utf8.count)
    case .any:
      // One word or none: a part of a line is short.
      return [1, 0].compactMap { covered(words.dropFirst($0), pieces.dropFirst(), weight: weight) }.max()
    }
  }

  /// The weight of the longest sequence of words that a line and the pattern have in common.
  private func commonWeight(_ words: [String]) -> Int {
    var row = [Int](repeating: 0, count: words.count + 1)
    for case .word(let word) in pieces {
      var diagonal = 0
      for (column, found) in words.enumerated() {
        let above = row[column + 1]
        row[column + 1] = word == found ? diagonal + word.utf8.count : max(above, row[column])
        diagonal = above
      }
    }
    return row[words.count]
  }
}
