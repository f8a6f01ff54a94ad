import SaveStream

/// Where the columns of the Findings view stand: those of words and numbers are as wide as what they show, and what is left
/// is for the text.
struct FindingColumns: Equatable {
  static let severity = 2
  static let rule = 12
  /// One past the right end of the checkpoint and of the offset.
  let checkpointEnd: Int
  let offsetEnd: Int
  let what: Int
  /// Cells of the text.
  let whatWidth: Int

  /// - Parameters:
  ///   - rule: the cells of the longest rule id that is shown.
  ///   - capture: the capture's size, which decides the digits of an offset.
  ///   - checkpoints: how many there are, which decides the digits of a number.
  init(columns: Int, rule: Int, capture: UInt64, checkpoints: Int) {
    checkpointEnd = Self.rule + max(rule, 4) + 2 + max(NumberText.grouped(checkpoints).utf8.count, 4)
    offsetEnd = checkpointEnd + 2 + max(NumberText.hex(capture).utf8.count, 6)
    what = offsetEnd + 2
    whatWidth = max(0, columns - what - 1)
  }

  /// The heads, the fields that they stand for, and their cells; before each is room for the sign of the order.
  var heads: [(text: String, field: String?, cells: Range<Int>)] {
    let cells = [
      "severity": Self.severity..<Self.severity + 8, "rule": Self.rule..<Self.rule + 4,
      "checkpoint": checkpointEnd - 4..<checkpointEnd, "offset": offsetEnd - 6..<offsetEnd, "message": what..<what + 4,
    ]
    return Finding.columns.compactMap { column in
      cells[column.name].map {
        (column.heading, Finding.filterSchema.place(of: column.name) == nil ? nil : column.name, $0)
      }
    }.sorted { $0.cells.lowerBound < $1.cells.lowerBound }
  }
}
