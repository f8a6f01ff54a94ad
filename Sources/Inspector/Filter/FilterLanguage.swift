@_spi(Measuring) import SaveStream

/// The filter language over the rows of one view: it tells what is wrong with an expression, and what can come next.
struct FilterLanguage: Sendable {
  /// What is wrong with an expression; nil where nothing is.
  let error: @Sendable (String) -> FilterError?
  /// What can come next, with so many characters before the cursor.
  let completion: @Sendable (String, Int) -> FilterCompletion

  init<Row: FilterableRow>(over rows: Row.Type) {
    error = { text in
      do throws(FilterError) {
        _ = try Filter<Row>(text)
        return nil
      } catch {
        return error
      }
    }
    completion = { Filter<Row>.completion(of: $0, at: $1) }
  }
}

/// What is to be said of an expression while somebody types it.
enum FilterJudgement: Sendable, Equatable {
  case right
  /// It is not whole, and may become right: what can come next, in words.
  case unfinished(String)
  /// It can become right only where something is changed: what is wrong, and where.
  case wrong(String)
}

extension FilterLanguage {
  /// Judges an expression with so many characters before the cursor.
  ///
  /// Nothing is held against a word or sign that the cursor stands behind and that may be the beginning of a right one,
  /// nor against an end that something is missing at.
  func judge(_ text: String, cursor: Int) -> FilterJudgement {
    guard text.contains(where: { !$0.isWhitespace }), let error = error(text) else { return .right }
    let words = completion(text, cursor).words
    if error.length == 0 || isBegun(error, text, cursor, words) {
      return .unfinished(words.isEmpty ? Self.sentence(error.message) : words.joined(separator: " "))
    }
    return .wrong(Self.words(for: error))
  }

  private func isBegun(_ error: FilterError, _ text: String, _ cursor: Int, _ words: [String]) -> Bool {
    guard error.position + error.length == cursor else { return false }
    switch error.reason {
    case .unclosedQuote, .backwards: return true
    case .noNumber(let typed): return typed.lowercased() == "0x"
    // The first character of != and of a range.
    case .foreign(let typed, _): return typed == "!" || typed == "."
    case .unexpected, .unknownField, .unknownWord, .expected: return !words.isEmpty
    default: return false
    }
  }

  /// What is wrong, and at which character, counted from 1.
  static func words(for error: FilterError) -> String {
    error.length == 0
      ? "At the end: \(error.message)" : "Character \(error.position + 1): \(error.message)"
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
