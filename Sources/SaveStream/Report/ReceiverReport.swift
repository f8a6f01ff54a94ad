/// What named receivers make of a stream: lines behind the findings, a table of all, and rows for programs.
package struct ReceiverReport {
  private let path: String
  private let style: TextStyle
  private let output: ReportOutput

  /// - Parameter path: the capture as the user named it; text lines start with it.
  package init(path: String, style: TextStyle = .plain, to output: ReportOutput) {
    self.path = EscapedText.path(path)
    self.style = style
    self.output = output
  }

  /// The names of the columns, in every form that names them.
  package static let columns = SharedOutcome.columns.map(\.name)

  /// Writes a line for each: `FILE: Xen 4.4 refuses it …`.
  package func writeLines(_ outcomes: [SharedOutcome]) throws(OutputError) {
    for shared in outcomes {
      output.write(
        text: "\(path): \(style.heading(shared.receivers)) \(ReceiverText.outcome(shared.outcome, style: style))\n")
    }
    try output.check()
  }

  /// Writes a table of all receivers.
  package func writeTable(_ outcomes: [SharedOutcome]) throws(OutputError) {
    let table = TextTable([.words("receiver"), .words("verdict"), .words("domain"), .words("at"), .words("why")])
    try table.write(count: outcomes.count, to: output, style: style) { place in
      let (shared, outcome) = (outcomes[place], outcomes[place].outcome)
      return [
        shared.receivers, Self.word(outcome), ReceiverText.domain(outcome),
        outcome.cause.map { NumberText.hex($0.offset) } ?? "",
        outcome.cause.map { cause in cause.log.map { "\"\($0)\"" } ?? cause.words } ?? "",
      ]
    }
  }

  private static func word(_ outcome: ReceiverOutcome) -> String {
    switch outcome.verdict {
    case .takes: "takes it"
    case .takesPart: "takes part"
    case .waits: "waits"
    case .mixes: "mixes"
    case .refuses: "refuses"
    }
  }

  /// Writes a row for each, as an object of a line of its own or a line of CSV.
  package func writeRows(_ outcomes: [SharedOutcome], _ format: ReportFormat) throws(OutputError) {
    var frame = RowFrame(format, to: output)
    frame.begin(columns: Self.columns)
    for shared in outcomes {
      try frame.write(
        text: { _ in }, json: { $0.object(SharedOutcome.columns, of: shared) },
        csv: { $0.fields(SharedOutcome.columns, of: shared) })
    }
    try frame.end()
  }
}

extension SharedOutcome {
  private static func word<Word: RawRepresentable & CaseIterable & Equatable & Sendable>(
    _ name: String, _ word: @escaping @Sendable (SharedOutcome) -> Word
  ) -> Column<SharedOutcome> where Word.RawValue == String {
    Column(
      name,
      .word(Word.allCases.map(\.rawValue)) { row in
        Word.allCases.enumerated().first { $0.element == word(row) }.map { UInt64($0.offset) }
      })
  }

  /// The table of columns.
  static let columns: [Column<SharedOutcome>] = [
    Column("receiver", .text { $0.receivers }),
    Column("first", .text { $0.first?.text ?? "converter" }), Column("last", .text { $0.last?.text ?? "converter" }),
    word("verdict") { $0.outcome.verdict }, word("domain") { $0.outcome.domain },
    Column("startsFrom", .number { $0.outcome.checkpoint.map { UInt64($0) } }),
    Column(
      "rule",
      .word(FindingRule.allCases.map(\.rawValue)) { row in
        FindingRule.allCases.firstIndex { $0 == row.outcome.cause?.rule }.map { UInt64($0) }
      }),
    Column("offset", .hex { $0.outcome.cause?.offset }),
    Column("log", .text { $0.outcome.cause?.log ?? "" }),
    Column("why", .text { $0.outcome.cause?.words ?? "" }),
    Column("source", .text { $0.outcome.cause?.source ?? "" }),
  ]
}
