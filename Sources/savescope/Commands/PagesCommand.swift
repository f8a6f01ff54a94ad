import ArgumentParser
import SaveStream

/// `savescope pages FILE`.
struct PagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages",
    abstract: "Lists the entries of all PFN arrays: which page, of what type, sent how, where.",
    discussion: FilterOption.discussion(of: PageRow.self))

  @OptionGroup var capture: CaptureOptions

  @Option(
    help: ArgumentHelp("Only these checkpoints: 3, 2..5, 2.. or ..5, both ends included.", valueName: "a..b"))
  var checkpoint: CheckpointRange?

  @Option(help: ArgumentHelp("Only this page; decimal, or hex with 0x.", valueName: "n"))
  var pfn: NumberArgument?

  @Option(help: ArgumentHelp("Only entries of this page type; may be given more than once.", valueName: "t"))
  var type: [PageTypeArgument] = []

  @Flag(help: "Only entries that carry content.")
  var content = false

  @OptionGroup var filter: FilterOption

  @Option(
    help: ArgumentHelp(
      "Sorted by a column, with :desc behind its name for the greatest first; rows without a value come last.",
      valueName: "column"))
  var sort: PageOrderArgument?

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let filter = try pageFilter()
    let indexed = try capture.index(progress: output.showsProgress)
    try indexed.requireStream()
    let (capture, index) = (indexed.capture, indexed.index)
    let checkpoints = try checkpoint?.resolved(count: index.checkpoints.count, path: capture.path)
    let rows = PageRows(capture: capture, index: index)
    let range = positions(of: checkpoints, in: rows)
      .clamped(to: rows.range(of: filter, contentOnly: content))
    try withStandardOutput { standardOutput in
      var report = PageReport(form.format, to: standardOutput)
      report.begin()
      if let order = sort?.order {
        try writeSorted(order, of: rows, in: checkpoints, where: filter, to: &report)
      } else {
        try write(range, of: rows, where: filter, to: &report)
      }
      try report.end()
    }
    try indexed.requireEnd()
  }

  /// What --pfn, --type and --where say together.
  private func pageFilter() throws -> Filter<PageRow>? {
    let parts = [
      pfn.map { Filter<PageRow>(.pfn, in: [$0.value]) },
      type.isEmpty ? nil : Filter<PageRow>(.type, in: type.map { UInt64($0.type.rawValue) }),
      try filter.parsed(for: PageRow.self),
    ].compactMap { $0 }
    return parts.dropFirst().reduce(parts.first) { $0?.and($1) }
  }

  private func positions(of checkpoints: Range<Int>?, in rows: PageRows) -> Range<UInt64> {
    guard let checkpoints else { return 0..<rows.count(contentOnly: content) }
    guard let last = checkpoints.last else { return 0..<0 }
    let start = rows.range(ofCheckpoint: checkpoints.lowerBound, contentOnly: content).lowerBound
    return start..<max(start, rows.range(ofCheckpoint: last, contentOnly: content).upperBound)
  }

  /// Rows that are read at a time: enough that a batch is read once or twice, few enough that memory stays flat.
  private static let slice: UInt64 = 8192

  private func write(
    _ range: Range<UInt64>, of rows: PageRows, where filter: Filter<PageRow>?, to report: inout PageReport
  ) throws {
    // A property of a command costs a call: it is read once, not for every slice.
    let content = content
    var position = range.lowerBound
    while position < range.upperBound {
      let end = min(position + Self.slice, range.upperBound)
      for row in try rows.rows(position..<end, contentOnly: content, where: filter) { try report.write(row) }
      position = end
    }
  }

  /// Writes the rows of some checkpoints, of all where there is no range, in an order. Says so when there is no room to
  /// sort them all.
  private func writeSorted(
    _ order: PageOrder, of rows: PageRows, in checkpoints: Range<Int>?, where filter: Filter<PageRow>?,
    to report: inout PageReport
  ) throws {
    var filter = filter
    if let checkpoints {
      guard let last = checkpoints.last else { return }
      let inside = Filter<PageRow>(.checkpoint, in: UInt64(checkpoints.lowerBound)...UInt64(last))
      filter = filter?.and(inside) ?? inside
    }
    var builder = PageSelectionBuilder(rows, contentOnly: content, filter: filter, order: order)
    while try builder.step() == nil {}
    guard let selection = builder.selection else { return }
    for first in stride(from: 0, to: selection.count, by: Int(Self.slice)) {
      for row in try selection.rows(first..<first + Int(Self.slice), of: rows) { try report.write(row) }
    }
    guard selection.extent == .full else { return }
    FileWriter.standardError.say(
      "savescope: only the first \(NumberText.grouped(UInt64(selection.count))) of "
        + "\(NumberText.grouped(selection.matchCount)) rows: to sort all would take more than "
        + "\(PageSelection.memoryBudget >> 20) MiB; --where chooses fewer\n")
  }
}
