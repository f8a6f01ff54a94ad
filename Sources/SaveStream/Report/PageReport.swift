/// Rows of `pages`: an entry of a PFN array each, written one by one as they come.
package struct PageReport {
  /// The columns that rows have: the type tells whether a page is pinned.
  private static let reported = PageColumn.allCases.filter { $0 != .pinned }
  /// The names of the columns, in every form that names them.
  package static let columns = reported.map(\.name)

  /// What there is to know of a column to write millions of its cells: the keys and words of `PageRow.columns` made
  /// ready.
  private struct Cell: BitwiseCopyable {
    enum Form: BitwiseCopyable {
      case number, hex, type, encoding, ratio
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
  /// The same as the text form shows them.
  private let styledEncodings: [ReportWord]
  private let null = ReportWord("null")
  private var isFirst = true
  private let showsUse: Bool
  private let showsWhy: Bool
  private let style: TextStyle

  /// - Parameters:
  ///   - showsUse: whether rows say what the guest used the page for, and whose it was.
  ///   - showsWhy: whether rows say why a page was sent in whole.
  ///   - style: of the text form.
  package init(
    _ format: ReportFormat, showsUse: Bool = false, showsWhy: Bool = false, style: TextStyle = .plain,
    to output: ReportOutput
  ) {
    self.output = output
    self.style = style
    styledEncodings = PageEncoding.allCases.map { ReportWord(style.encoding($0)) }
    self.showsUse = showsUse
    self.showsWhy = showsWhy
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
    case .ratio: .ratio
    default: .number
    }
  }

  private static func width(of column: PageColumn) -> Int {
    switch column {
    case .iteration, .runs: 4
    case .checkpoint, .index, .skips: 5
    case .length: 6
    case .batch, .changedWords, .ratio, .pinned: 7
    case .encoding: 8
    case .type: 9
    case .pfn: 11
    case .offset: 14
    }
  }

  /// Writes what comes before the rows.
  package mutating func begin() {
    frame.begin(columns: Self.columns + (showsUse ? UseFields.names : []) + (showsWhy ? WhyFields.names : []))
    if frame.format == .text { writeTextHeading() }
  }

  /// Writes a row.
  package mutating func write(_ row: PageRow) throws(OutputError) { try write(row, nil) }

  /// A row with all that may be asked for besides.
  package typealias AskedRow = UsedRow<WhyRow<PageRow>>

  /// Writes a row with what was asked for: what the guest used the page for, why it was sent in whole.
  package mutating func write(_ asked: AskedRow) throws(OutputError) { try write(asked.row.row, asked) }

  private mutating func write(_ row: PageRow, _ use: AskedRow?) throws(OutputError) {
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
  private func writeJSON(_ row: PageRow, _ used: AskedRow?) {
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
      case .ratio: output.write(millionths: value, places: 4, dropsZeros: true)
      }
    }
    if let used, showsUse { UseFields.writeJSON(used.uses, used.owners, to: output) }
    if let why = used?.row, showsWhy { WhyFields.writeJSON(why.why, why.cacheSlots, to: output) }
    output.write(byte: UInt8(ascii: "}"))
  }

  @inline(__always)
  private func writeQuoted(_ word: ReportWord) {
    output.write(byte: UInt8(ascii: "\""))
    output.write(word)
    output.write(byte: UInt8(ascii: "\""))
  }

  /// A line as `CSVWriter` would write it.
  private func writeCSV(_ row: PageRow, _ used: AskedRow?) {
    var isInLine = false
    for cell in cells {
      if isInLine { output.write(byte: UInt8(ascii: ",")) }
      isInLine = true
      guard let value = row.value(of: cell.column) else { continue }
      switch cell.form {
      case .number, .hex: output.write(number: value)
      case .type: output.write(types[Int(value)])
      case .encoding: output.write(encodings[Int(value)])
      case .ratio: output.write(millionths: value, places: 4)
      }
    }
    if let used, showsUse {
      for text in [used.useText, used.ownerText] { output.write(text: "," + (text ?? "")) }
    }
    if let why = used?.row, showsWhy {
      for text in [why.why?.name, why.cacheSlots.map { "\($0)" }] { output.write(text: "," + (text ?? "")) }
    }
    output.write("\r\n")
  }
}

/// The text form: columns of fixed width. A number too wide for its column moves the rest of its row to the right.
extension PageReport {
  private func writeTextHeading() {
    var heading = ""
    var blanks = 0
    for cell in cells {
      let column = PageRow.columns[cell.column.rawValue]
      let padding = max(0, cell.width - column.heading.utf8.count)
      heading += String(repeating: " ", count: blanks + (column.isNumber ? padding : 0)) + column.heading
      blanks = column.isNumber ? 1 : padding + 1
    }
    for (isShown, more) in [(showsWhy, WhyFields.heading), (showsUse, UseFields.heading)] where isShown {
      heading += String(repeating: " ", count: blanks) + more
      blanks = 1
    }
    output.write(text: style.faint(heading) + "\n")
  }

  /// Blanks are written when a cell follows them, so that the row ends behind its last one.
  private func writeText(_ row: PageRow, _ used: AskedRow?) {
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
      case .encoding:
        let cells = encodings[Int(value)].count
        blanks = writeText(styledEncodings[Int(value)], blanks, cell, cells: cells)
      case .ratio:
        let digits = ReportOutput.decimalDigits(of: (value + 50_000) / FilterField.decimalScale)
        output.write(byte: Self.space, times: blanks + max(0, cell.width - 2 - digits))
        output.write(millionths: value, places: 1)
        blanks = 1
      }
    }
    if showsWhy {
      let text = used.flatMap { WhyFields.text($0.row.why, $0.row.cacheSlots) } ?? ""
      output.write(byte: Self.space, times: text.isEmpty ? 0 : blanks)
      output.write(text: text)
      blanks = WhyFields.heading.utf8.count + 1 + (text.isEmpty ? blanks : -text.utf8.count)
    }
    if showsUse, let text = used.flatMap({ UseFields.text($0.useText, $0.ownerText) }) {
      output.write(byte: Self.space, times: blanks)
      output.write(text: text)
    }
    output.write("\n")
  }

  /// Writes a word. Returns the blanks between it and the next cell.
  /// - Parameter cells: that the word takes; nil where it has no bytes beside those that are seen.
  private func writeText(_ word: ReportWord, _ blanks: Int, _ cell: Cell, cells: Int? = nil) -> Int {
    output.write(byte: Self.space, times: blanks)
    output.write(word)
    return max(0, cell.width - (cells ?? word.count)) + 1
  }

  private static let space = UInt8(ascii: " ")
}
