@_spi(Measuring) import SaveStream

/// What the receivers that a command line names make of a capture, and where in the output that stands.
struct JudgedReceivers {
  /// What each that is named makes of it; nil where none is named.
  private let named: [SharedOutcome]?
  /// What all make of it; nil where that is not asked.
  private let all: [SharedOutcome]?
  private let isQuiet: Bool

  /// - Parameter verified: a capture with the findings of a second pass; one without a stream that receivers read gets
  ///   no rows.
  init(_ options: ReceiverOptions, of verified: IndexedCapture, isQuiet: Bool) throws {
    let judge = options.choices.isEmpty ? nil : try verified.receiverJudge()
    named = options.namesOne ? judge.map { options.outcomes(by: $0) } : nil
    all = options.choices.contains(.all) ? judge.map { $0.outcomes(for: Receiver.all) } : nil
    self.isQuiet = isQuiet
  }

  /// Whether one of those that are named refuses the capture, or none can read it.
  var isRefused: Bool { named?.contains(where: \.outcome.isRefusal) ?? true }

  /// The rows for programs; nil where no receiver is asked.
  var rows: [SharedOutcome]? { named == nil && all == nil ? nil : (named ?? []) + (all ?? []) }

  /// Whether the rows of receivers take the place of those of findings: CSV has one table.
  func replacesFindings(in format: FindingFormat) -> Bool { format == .csv && rows != nil }

  /// Writes what stands behind the findings: in JSON it stands at the head of the document.
  func write(_ report: ReceiverReport, _ format: FindingFormat) throws(OutputError) {
    guard let rows else { return }
    switch format {
    case .text:
      if let named { try report.writeLines(isQuiet ? named.filter(\.outcome.isRefusal) : named) }
      if let all { try report.writeTable(all) }
    case .jsonl: try report.writeRows(rows, .jsonl)
    case .csv: try report.writeRows(rows, .csv)
    case .json, .sarif: break
    }
  }
}
