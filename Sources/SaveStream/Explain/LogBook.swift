/// All lines that the manual knows, to be looked up by what somebody found in a log.
package struct LogBook: Sendable {
  /// What a line is known to mean.
  package enum Subject: Sendable {
    case rule(FindingRule)
    case unruled(UnruledLine)

    package var rule: FindingRule? { if case .rule(let rule) = self { rule } else { nil } }
  }

  /// A line of the manual that fits.
  struct Match {
    let subject: Subject
    let line: LogLine
    let fit: LogPattern.Fit
    /// Letters of the manual's line that were there.
    let weight: Int
  }

  private struct Entry {
    let subject: Subject
    let line: LogLine
    let pattern: LogPattern
  }

  private static let entries: [Entry] =
    FindingRule.allCases.flatMap { rule in
      // What is logged by release is a shorter form of what the manual has.
      (rule.manual.logs.isEmpty ? rule.receptions.compactMap(\.log) : rule.manual.logs).map {
        Entry(subject: .rule(rule), line: $0, pattern: LogPattern($0.text))
      }
    }
    + UnruledLine.Cause.allCases.flatMap(\.lines).map {
      Entry(subject: .unruled($0), line: $0.line, pattern: LogPattern($0.line.text))
    }

  /// The entries by the longest word of their pattern, without which a line cannot hold it.
  private static let entriesByWord = Dictionary(grouping: entries) { $0.pattern.longestWord }

  /// The manual's lines that stand whole in a line of a long log, in the order of `matches`.
  static func wholeMatches(_ tokens: [LogToken]) -> [Match] {
    var seen: Set<String> = []
    return sorted(tokens.filter { seen.insert($0.word).inserted }.flatMap { entriesByWord[$0.word] ?? [] }, tokens)
      .filter { $0.fit == .whole }
  }

  /// The lines that fit best, one for each rule, in descending order: those that are all there before parts and
  /// rewordings, and among these the ones that say more.
  static func matches(_ tokens: [LogToken]) -> [Match] { sorted(entries, tokens) }

  private static func sorted(_ entries: [Entry], _ tokens: [LogToken]) -> [Match] {
    var best: [FindingRule: Match] = [:]
    var others: [Match] = []
    let words = tokens.map(\.word)
    let present = Set(words)
    for entry in entries {
      guard let (fit, weight) = entry.pattern.fit(words, present) else { continue }
      let match = Match(subject: entry.subject, line: entry.line, fit: fit, weight: weight)
      guard let rule = entry.subject.rule else {
        others.append(match)
        continue
      }
      if best[rule].map({ isBetter(match, $0) }) ?? true { best[rule] = match }
    }
    let all = FindingRule.allCases.compactMap { best[$0] } + others
    // A sort that keeps the order of what is equally good.
    let sorted = all.enumerated().sorted { left, right in
      isBetter(left.element, right.element)
        || !isBetter(right.element, left.element) && left.offset < right.offset
    }.map(\.element)
    guard let first = sorted.first else { return [] }
    return sorted.filter { $0.fit == first.fit && 2 * $0.weight > first.weight }
  }

  private static func isBetter(_ left: Match, _ right: Match) -> Bool {
    (left.fit, left.weight) > (right.fit, right.weight)
  }

  /// The lines that are least unlike one that none fits, the most alike first.
  static func nearest(_ tokens: [LogToken], most: Int) -> [Match] {
    let alike = entries.map { ($0, $0.pattern.likeness(tokens)) }.filter { $0.1 >= leastLikeness }
    var lines: Set<String> = []
    return alike.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
      .map(\.element.0).filter { lines.insert($0.line.text).inserted }.prefix(most)
      .map { Match(subject: $0.subject, line: $0.line, fit: .near, weight: 0) }
  }

  /// The share of a line's words below which it has nothing to do with what was looked for.
  private static let leastLikeness = 0.4
}
