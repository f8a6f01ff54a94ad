@_spi(Measuring) import SaveStream

/// The lines of the guest's kernel log: a record of several lines has as many.
struct GuestLogLines: Sendable {
  private let log: GuestFacts.Log
  /// The number of each record's first line.
  private let starts: [Int]
  let count: Int

  init(_ log: GuestFacts.Log) {
    self.log = log
    var next = 0
    starts = log.records.map { record in
      defer { next += record.text.lines.count }
      return next
    }
    count = next
  }

  /// Whether these are the lines of a log.
  func isOf(_ other: GuestFacts.Log) -> Bool {
    log.records.count == other.records.count && log.firstNew == other.firstNew
  }

  /// The first line that the checkpoint added; nil where that is not known, or there is none.
  var firstNew: Int? { log.firstNew.flatMap { $0 < starts.count ? starts[$0] : nil } }

  /// Lines that the checkpoint added; nil where that is not known.
  var newCount: Int? { log.firstNew.map { $0 < starts.count ? count - starts[$0] : 0 } }

  var lostCount: Int { log.lostCount }

  var absentCount: Int { log.absentCount }

  /// A line as a screen can show it, with blanks for its tabs. Those of a message behind its first are indented, so
  /// that none passes for a message.
  func text(_ line: Int, unicode: Bool) -> String {
    let record = starts.partitioningIndex { $0 <= line } - 1
    guard record >= 0, line < count else { return "" }
    let lines = LinuxText.lines(of: log.records[record], unicode: unicode)
    let place = line - starts[record]
    return place < lines.count ? Self.withoutTabs((place > 0 ? Self.indent : "") + lines[place]) : ""
  }

  private static let indent = "  "

  private static func withoutTabs(_ text: String) -> String {
    guard text.contains("\t") else { return text }
    return text.unicodeScalars.reduce(into: "") { line, scalar in
      guard scalar == "\t" else { return line.unicodeScalars.append(scalar) }
      line += String(repeating: " ", count: 8 - TextWidth.of(line) % 8)
    }
  }

  /// The lines that hold a pattern, ascending.
  func lines(with pattern: SearchPattern, unicode: Bool) -> [Int] {
    guard pattern.isText, pattern.longest > 0 else { return [] }
    let matcher = PatternMatcher(pattern)
    return (0..<count).filter { matcher.isIn(text($0, unicode: unicode)) }
  }
}
