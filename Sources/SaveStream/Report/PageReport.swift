/// Rows of `pages`: an entry of a PFN array each, written one by one as they come.
package struct PageReport {
  /// The columns that rows have: what the ratio is made of stands in them.
  private static let reported = PageColumn.allCases.filter { $0 != .ratio }
  /// The names of the columns, in every form that names them.
  package static let columns = reported.map(\.name)

  /// What there is to know of a column to write millions of its cells: the keys and words of `PageRow.columns` made ready.
  private struct Cell: BitwiseCopyable {
    enum Form: BitwiseCopyable {
      case number, hex, type, encoding
    }

    let column: PageColumn
    let form: Form
    /// The key in JSON, with what comes before it.
    let key: ReportWord
    /// Cells of the text form that are enough for most values, as rows are written before the widest is known.
    let width: Int
  }

  private let output: ReportOutput
  private var frame: RowFrame
  private let cells: [Cell]
  private let types = PageType.all.map { ReportWord($0.name) }
  private let encodings = PageEncoding.allCases.map { ReportWord($0.rawValue) }
  private let null = ReportWord("null")
  private var isFirst = true
  private let showsUse: Bool

  /// - Parameter showsUse: whether rows say what the guest used the page for, and whose it was.
  package init(_ format: ReportFormat, showsUse: Bool = false, to output: ReportOutput) {
    self.output = output
    self.showsUse = showsUse
    frame = RowFrame(format, to: output)
    cells = Self.reported.enumerated().map { place, column in
      Cell(
        column: column, form: Self.form(of: column),
        key: ReportWord((place == 0 ? "{\"" : ",\"") + column.name + "\":"), width: Self.width(of: column))
    }
  }

  private static func form(of column: PageColumn) -> Cell.Form {
    switch PageRow.columns[column.rawValue].cells {
    case .hex: .hex
    case .word: column == .type ? .type : .encoding
    default: .number
    }
  }

  private static func width(of column: PageColumn) -> Int {
    switch column {
    case .iteration, .runs: 4
    case .checkpoint, .index, .skips: 5
    case .length: 6
    case .batch, .changedWords, .ratio: 7
    case .encoding: 8
    case .type: 9
    case .pfn: 11
    case .offset: 14
    }
  }

  /// Writes what comes before the rows.
  package mutating func begin() {
    frame.begin(columns: Self.columns + (showsUse ? UseFields.names : []))
    if frame.format == .text { writeTextHeading() }
  }

  /// Writes a row.
  package mutating func write(_ row: PageRow) throws(OutputError) { try write(row, nil) }

  /// Writes a row with what the guest used the page for.
  package mutating func write(_ used: UsedRow<PageRow>) throws(OutputError) { try write(used.row, used) }

  private mutating func write(_ row: PageRow, _ used: UsedRow<PageRow>?) throws(OutputError) {
    let use = showsUse ? used : nil
    switch frame.format {
    case .text: writeText(row, use)
    case .json:
      output.write(isFirst ? "\n" : ",\n")
      isFirst = false
      writeJSON(row, use)
    case .jsonl:
      writeJSON(row, use)
      output.write("\n")
    case .csv: writeCSV(row, use)
    }
    try output.check()
  }

  /// Writes what comes after the rows.
  package mutating func end() throws(OutputError) { try frame.end() }

  // MARK: Rows

  /// An object as `JSONWriter` would write it.
  private func writeJSON(_ row: PageRow, _ used: UsedRow<PageRow>?) {
    for cell in cells {
      output.write(cell.key)
      guard let value = row.value(of: cell.column) else {
        output.write(null)
        continue
      }
      switch cell.form {
      case .number, .hex: output.write(number: value)
      case .type: writeQuoted(types[Int(value)])
      case .encoding: writeQuoted(encodings[Int(value)])
      }
    }
    if let used { UseFields.writeJSON(used.uses, used.owners, to: output) }
    output.write(byte: UInt8(ascii: "}"))
  }

  @inline(__always)
  private func writeQuoted(_ word: ReportWord) {
    output.write(byte: UInt8(ascii: "\""))
    output.write(word)
    output.write(byte: UInt8(ascii: "\""))
  }

  /// A line as `CSVWriter` would write it.
  private func writeCSV(_ row: PageRow, _ used: UsedRow<PageRow>?) {
    var isInLine = false
    for cell in cells {
      if isInLine { output.write(byte: UInt8(ascii: ",")) }
      isInLine = true
      guard let value = row.value(of: cell.column) else { continue }
      switch cell.form {
      case .number, .hex: output.write(number: value)
      case .type: output.write(types[Int(value)])
      case .encoding: output.write(encodings[Int(value)])
      }
    }
    if let used {
      for text in [used.useText, used.ownerText] { output.write(text: "," + (text ?? "")) }
    }
    output.write("\r\n")
  }
}

/// The text form: columns of fixed width. A number too wide for its column moves the rest of its row to the right.
extension PageReport {
  private func writeTextHeading() {
    var blanks = 0
    for (cell, column) in zip(cells, PageRow.columns) {
      let padding = max(0, cell.width - column.heading.utf8.count)
      output.write(byte: Self.space, times: blanks + (column.isNumber ? padding : 0))
      output.write(text: column.heading)
      blanks = column.isNumber ? 1 : padding + 1
    }
    if showsUse { output.write(text: String(repeating: " ", count: blanks) + UseFields.heading) }
    output.write("\n")
  }

  /// Blanks are written when a cell follows them, so that the row ends behind its last one.
  private func writeText(_ row: PageRow, _ used: UsedRow<PageRow>?) {
    var blanks = 0
    for cell in cells {
      guard let value = row.value(of: cell.column) else {
        blanks += cell.width + 1
        continue
      }
      switch cell.form {
      case .number:
        output.write(byte: Self.space, times: blanks + max(0, cell.width - ReportOutput.decimalDigits(of: value)))
        output.write(number: value)
        blanks = 1
      case .hex:
        output.write(byte: Self.space, times: blanks + max(0, cell.width - 2 - ReportOutput.hexDigits(of: value)))
        output.write(hex: value)
        blanks = 1
      case .type: blanks = writeText(types[Int(value)], blanks, cell)
      case .encoding: blanks = writeText(encodings[Int(value)], blanks, cell)
      }
    }
    if let text = used.flatMap({ UseFields.text($0.useText, $0.ownerText) }) {
      output.write(byte: Self.space, times: blanks)
      output.write(text: text)
    }
    output.write("\n")
  }

  /// Writes a word. Returns the blanks between it and the next cell.
  private func writeText(_ word: ReportWord, _ blanks: Int, _ cell: Cell) -> Int {
    output.write(byte: Self.space, times: blanks)
    output.write(word)
    return max(0, cell.width - word.count) + 1
  }

  private static let space = UInt8(ascii: " ")
}
