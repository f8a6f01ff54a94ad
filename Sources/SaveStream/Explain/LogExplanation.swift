/// What a line of a log means: the rules behind it, and its numbers.
package struct LogExplanation: Sendable {
  /// A rule, or a known line without one, that the line may come from.
  package struct Answer: Sendable {
    package let subject: LogBook.Subject
    /// The manual's line that it was known by; nil where a number or a rule's id told.
    package let line: LogLine?
    /// Whether the manual's line has other words here and there, as another release prints it.
    package let isReworded: Bool
  }

  /// The line, without blanks around it.
  package let line: String
  package let numbers: [LoggedNumber]
  /// The best first; empty where nobody knows the line.
  package let answers: [Answer]
  /// Lines of the manual that are the least unlike one that nobody knows.
  package let nearest: [LogLine]

  package var isKnown: Bool { !answers.isEmpty }

  /// A line that somebody wants to know, or a part of one.
  package init(of line: String) {
    let tokens = Self.tokens(line)
    self.init(line, tokens, LogBook.matches(tokens))
  }

  /// A line of a long log; nil where it holds none of the manual's.
  package init?(ofLogged line: String) {
    let tokens = Self.tokens(line)
    let matches = LogBook.wholeMatches(tokens)
    guard !matches.isEmpty else { return nil }
    self.init(line, tokens, matches)
  }

  private init(_ line: String, _ tokens: [LogToken], _ matches: [LogBook.Match]) {
    self.line = line.trimmingBlanks
    numbers = LogNumbers(tokens, isHex: matches.first?.line.isHex ?? false).numbers
    var answers = Self.named(in: line).map { Answer(subject: .rule($0), line: nil, isReworded: false) }
    if answers.isEmpty {
      var seen: Set<FindingRule> = []
      let told = numbers.flatMap(\.rules).filter { seen.insert($0).inserted }
      // A part of a line fits many: what its numbers tell decides.
      let isSure = matches.first?.fit == .whole
      let isTold = { (match: LogBook.Match) in match.subject.rule.map(told.contains) ?? false }
      let known =
        told.flatMap { rule in matches.filter { $0.subject.rule == rule } }
        + matches.filter { (isSure || told.isEmpty) && !isTold($0) }
      answers = known.prefix(Self.mostAnswers).map {
        Answer(subject: $0.subject, line: $0.line, isReworded: $0.fit == .near)
      }
      if answers.isEmpty { answers = told.map { Answer(subject: .rule($0), line: nil, isReworded: false) } }
    }
    self.answers = answers
    nearest = answers.isEmpty ? LogBook.nearest(tokens, most: Self.mostNearest).map(\.line) : []
  }

  /// The same with those answers first whose rules a capture breaks.
  package func preferring(_ isBroken: (FindingRule) -> Bool) -> LogExplanation {
    let broken = answers.filter { $0.subject.rule.map(isBroken) ?? false }
    let others = answers.filter { !($0.subject.rule.map(isBroken) ?? false) }
    return LogExplanation(self, broken + others)
  }

  private init(_ other: LogExplanation, _ answers: [Answer]) {
    (line, numbers, nearest) = (other.line, other.numbers, other.nearest)
    self.answers = answers
  }

  /// The words of its first 2,000 characters; no receiver logs as many.
  private static func tokens(_ line: String) -> [LogToken] {
    LogToken.tokens(of: String(line.unicodeScalars.prefix(2000)))
  }

  /// The rules whose ids a line names: alone, or in brackets as `verify` does.
  private static func named(in line: String) -> [FindingRule] {
    let ids = line.split { $0 == "[" || $0 == "]" || $0 == " " }
    let named = ids.compactMap { FindingRule(rawValue: String($0)) }
    return ids.count == 1 || line.contains("[") ? named : []
  }

  private static let mostAnswers = 24
  private static let mostNearest = 5
}

extension String {
  /// Without blanks and line ends around it.
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
