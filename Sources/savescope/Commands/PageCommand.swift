import ArgumentParser
import SaveStream

/// `savescope page FILE --pfn N`.
struct PageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page",
    abstract: "Shows one page's history: each time it was sent, the markers of its delta, its content.",
    discussion: """
      csv and jsonl give a row for each time that the page was sent. The markers are those of the last send up to \
      --checkpoint.

      \(FilterOption.discussion(of: PageHistoryRow.self))
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(help: ArgumentHelp("The page; decimal, or hex with 0x.", valueName: "n"))
  var pfn: NumberArgument

  @Option(help: ArgumentHelp("The page as of this checkpoint (default: the last one).", valueName: "k"))
  var checkpoint: CheckpointArgument?

  @Flag(help: "Also the page's 4096 bytes as of the checkpoint.")
  var hex = false

  @OptionGroup var filter: FilterOption

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let filter = try filter.parsed(for: PageHistoryRow.self)
    let indexed = try capture.index(progress: output.showsProgress)
    try indexed.requireStream()
    let (capture, index) = (indexed.capture, indexed.index)
    let last = max(index.checkpoints.count - 1, 0)
    let checkpoint = try checkpoint?.resolved(count: index.checkpoints.count, path: capture.path) ?? last
    let memory = try GuestMemory(capture: capture, index: index)
    let history = try PageHistory(of: pfn.value, at: checkpoint, in: memory)
    try withStandardOutput { standardOutput in
      try PageHistoryReport(history, where: filter, showsBytes: hex, style: output.style, to: standardOutput)
        .write(form.format)
    }
    try indexed.requireEnd()
  }
}
