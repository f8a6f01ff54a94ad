/// Two values beside each other. Of two long lists of words, such as the features of a processor, only those are shown
/// that one of them has and the other lacks.
package enum DifferingWords {
  /// Lists of so many words are shown whole.
  private static let fewWords = 6
  private static let separator = " | "

  /// The values as they are shown: lists of words shortened by what both have, anything else as it is.
  package static func of(_ from: FieldValue?, _ to: FieldValue?) -> (from: FieldValue?, to: FieldValue?) {
    guard case .named(let first, let firstName) = from, case .named(let second, let secondName) = to else {
      return (from, to)
    }
    let (firstWords, secondWords) = (words(of: firstName), words(of: secondName))
    guard max(firstWords.count, secondWords.count) > fewWords else { return (from, to) }
    return (
      .named(first, text(firstWords, without: Set(secondWords))),
      .named(second, text(secondWords, without: Set(firstWords)))
    )
  }

  private static func words(of name: String) -> [Substring] { name.split(separator: separator) }

  private static func text(_ words: [Substring], without others: Set<Substring>) -> String {
    let own = words.filter { !others.contains($0) }
    return ((own.count < words.count ? ["..."] : []) + own).joined(separator: separator)
  }
}
