import ArgumentParser
import SaveStream

/// `savescope pages FILE`.
struct PagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages",
    abstract: "Lists the entries of all PFN arrays: which page, of what type, sent how, where.")

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

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let indexed = try capture.index(progress: output.showsProgress)
    try indexed.requireStream()
    let (capture, index) = (indexed.capture, indexed.index)
    let checkpoints = try checkpoint?.resolved(count: index.checkpoints.count, path: capture.path)
    let rows = PageRows(capture: capture, index: index)
    let range = positions(of: checkpoints, in: rows)
    try withStandardOutput { standardOutput in
      var report = PageReport(form.format, to: standardOutput)
      report.begin()
      try write(range, of: rows, to: &report)
      try report.end()
    }
    try indexed.requireEnd()
  }

  private func positions(of checkpoints: Range<Int>?, in rows: PageRows) -> Range<UInt64> {
    guard let checkpoints else { return 0..<rows.count(contentOnly: content) }
    guard let last = checkpoints.last else { return 0..<0 }
    let start = rows.range(ofCheckpoint: checkpoints.lowerBound, contentOnly: content).lowerBound
    return start..<max(start, rows.range(ofCheckpoint: last, contentOnly: content).upperBound)
  }

  /// Rows that are read at a time: enough that a batch is read once or twice, few enough that memory stays flat.
  private static let slice: UInt64 = 8192

  private func write(_ range: Range<UInt64>, of rows: PageRows, to report: inout PageReport) throws {
    // The properties of a command cost a call each: they are read once, not for every row.
    let (content, pfn, types) = (content, pfn?.value, type.map(\.type))
    var position = range.lowerBound
    while position < range.upperBound {
      let end = min(position + Self.slice, range.upperBound)
      for row in try rows.rows(position..<end, contentOnly: content) {
        guard pfn == nil || row.pfn == pfn, types.isEmpty || types.contains(row.type) else { continue }
        try report.write(row)
      }
      position = end
    }
  }
}
