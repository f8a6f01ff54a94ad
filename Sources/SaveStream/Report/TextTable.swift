/// A table with aligned columns: made of two passes over its rows, so that no more than one row is held.
package struct TextTable {
  /// A column's heading and on which side its cells stand.
  package struct Column: Sendable {
    package let heading: String
    package let isNumber: Bool

    /// A column of numbers, which stand on the right.
    package static func number(_ heading: String) -> Column { Column(heading: heading, isNumber: true) }
    /// A column of words, which stand on the left.
    package static func words(_ heading: String) -> Column { Column(heading: heading, isNumber: false) }
  }

  package let columns: [Column]
  /// Spaces before the first column.
  package let indent: Int

  package init(_ columns: [Column], indent: Int = 2) {
    self.columns = columns
    self.indent = indent
  }

  /// Writes a heading and `count` rows; `row` gives the cells of a row and is called twice for each. Columns that are
  /// empty in every row are left out.
  package func write(
    count: Int, to output: ReportOutput, style: TextStyle, row: (Int) -> [String]
  ) throws(OutputError) {
    var widths = [Int](repeating: 0, count: columns.count)
    for position in 0..<count {
      for (column, cell) in row(position).enumerated() { widths[column] = max(widths[column], cell.count) }
    }
    let shown = widths.map { $0 > 0 }
    for (column, description) in columns.enumerated() where shown[column] {
      widths[column] = max(widths[column], description.heading.count)
    }
    let heading = line(columns.map(\.heading), widths, shown)
    output.write(text: style.faint(heading) + "\n")
    for position in 0..<count {
      output.write(text: line(row(position), widths, shown) + "\n")
      try output.check()
    }
  }

  /// Blanks are written when a cell follows them, so that no line ends in any.
  private func line(_ cells: [String], _ widths: [Int], _ shown: [Bool]) -> String {
    var text = ""
    var blanks = indent
    for (column, cell) in cells.enumerated() where shown[column] {
      let padding = max(0, widths[column] - cell.count)
      if columns[column].isNumber { blanks += padding }
      if !cell.isEmpty {
        text += String(repeating: " ", count: blanks) + cell
        blanks = 0
      }
      blanks += columns[column].isNumber ? 2 : padding + 2
    }
    return text
  }
}
