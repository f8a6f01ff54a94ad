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
      try write(range, of: rows, where: filter, to: &report)
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
}
