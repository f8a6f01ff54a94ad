import ArgumentParser
import SaveStream

/// `savescope page FILE --pfn N`.
struct PageCommand: FilteredCommand {
  static let configuration = CommandConfiguration(
    commandName: "page",
    abstract: "Shows one page's history: each time it was sent, the markers of its delta, its content.",
    discussion: """
      csv and jsonl give a row for each time that the page was sent. The markers are those of the last send up to \
      --checkpoint.

      \(FilterOption.discussion(of: PageHistoryRow.self))
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("The page; decimal, or hex with 0x.", valueName: "n"))
  var pfn: NumberArgument

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The page as of this checkpoint (default: the last one).", valueName: "k"))
  var checkpoint: CheckpointArgument?

  @Flag(help: "Also the page's 4096 bytes as of the checkpoint.")
  var hex = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Compares the page after two of its sends, from 0, instead of all that.", valueName: "i..j"))
  var compare: SendPair?

  @OptionGroup var filter: FilterOption

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard compare == nil || (filter.expressions.isEmpty && !hex && checkpoint == nil) else {
      throw ValidationError(
        "--compare stands alone: it shows nothing that --checkpoint, --hex or --where could change.")
    }
  }

  func write(
    _ indexed: IndexedCapture, where filter: Filter<PageHistoryRow>?, to target: ReportTarget
  ) throws -> WrittenReport {
    try indexed.requireStream()
    if let compare { return try write(compare, of: indexed, to: target) }
    let count = indexed.index.checkpoints.count
    let checkpoint = try checkpoint?.resolved(count: count, path: indexed.capture.path) ?? max(count - 1, 0)
    let history = try PageHistory(of: pfn.value, at: checkpoint, in: indexed.memory(target.watch))
    try PageHistoryReport(history, where: filter, showsBytes: hex, style: target.style, to: target.output)
      .write(form.format)
    let hasRows = form.format == .csv || form.format == .jsonl
    return WrittenReport(rows: hasRows ? (UInt64(history.rows(where: filter).count), "row") : nil)
  }

  private func write(
    _ sends: SendPair, of indexed: IndexedCapture, to target: ReportTarget
  ) throws -> WrittenReport {
    let list = try indexed.memory(target.watch).sendList(of: pfn.value)
    guard let comparison = try list.comparison(of: sends.first, and: sends.second) else {
      throw ProgramFailure(
        "\(displayed(indexed.capture.path)): page \(NumberText.hex(pfn.value)) has \(NumberText.counted(UInt64(list.count), "send")), "
          + "from 0; there is no send \(max(sends.first, sends.second))")
    }
    let report = SendComparisonReport(comparison, style: target.style, to: target.output)
    try report.write(form.format)
    let hasRows = form.format == .csv || form.format == .jsonl
    return WrittenReport(rows: hasRows ? (UInt64(report.rowCount), "row") : nil)
  }
}
