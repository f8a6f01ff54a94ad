import ArgumentParser
import SaveStream

/// `savescope diff A [B] --from J --to K`.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compares two checkpoints, of one capture or of two: pages, registers, device state.",
    discussion: """
      Pages are compared as a receiver would hold them as of each checkpoint; fields by their place in the tree, padding \
      and what steers the stream left out. With one capture, the default is the last complete checkpoint and the one \
      before it; with two, the last complete one of each. Exit status: 0 when there is no difference, 1 when there is \
      one, 2 when a capture could not be read.

      With --where, only the pages that pass are listed; totals and exit status are those of all. \
      \(FilterOption.discussion(of: PageDifference.self))
      """)

  @Argument(
    help: "The capture to compare from: a file, a block device or a pipe, compressed or not; - for standard input.",
    completion: .file())
  var file: String

  @Argument(help: "The capture to compare with; the same one when it is left out.", completion: .file())
  var other: String?

  @Option(help: ArgumentHelp("The checkpoint to compare from.", valueName: "j"))
  var from: CheckpointArgument?

  @Option(help: ArgumentHelp("The checkpoint to compare with.", valueName: "k"))
  var to: CheckpointArgument?

  @Flag(help: "In text: also the lines of changed pages that differ, 16 bytes each, both sides.")
  var hex = false

  @OptionGroup var filter: FilterOption

  @OptionGroup(title: "Reading") var reading: ReadingArguments
  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard file != "-" || other != "-" else {
      throw ValidationError("Standard input holds one capture; give a file for the other.")
    }
    guard !hex || form.format == .text else {
      throw ValidationError("--hex is for text; the other forms have the ranges that differ.")
    }
  }

  func run() throws {
    let filter = try filter.parsed(for: PageDifference.self)
    let first = try readCapture(file)
    let second = try other.map { try readCapture($0) }
    let (from, to) = try second.map { try checkpoints(first, $0) } ?? checkpoints(of: first)
    let memory = try GuestMemory(capture: first.capture, index: first.index)
    let comparison = try CheckpointComparison(
      from: memory, at: from,
      to: second.map { second throws(CaptureError) in
        try GuestMemory(capture: second.capture, index: second.index)
      } ?? memory, at: to)
    try write(comparison, where: filter)
    if !output.quiet { tell(comparison) }
    try first.requireEnd()
    try second?.requireEnd()
    if comparison.hasDifferences { throw ExitCode(1) }
  }

  private func readCapture(_ file: String) throws -> IndexedCapture {
    let indexed = try reading.index(file, progress: output.showsProgress)
    try indexed.requireStream()
    return indexed
  }

  private func write(_ comparison: CheckpointComparison, where filter: Filter<PageDifference>?) throws {
    let line = output.showsProgress ? RepeatedLine() : nil
    defer { line?.end() }
    try withStandardOutput { standardOutput in
      let report = DiffReport(
        comparison, where: filter, fromPath: file, toPath: other ?? file, style: output.style, to: standardOutput
      ) { done in
        line?.show("comparing: \(NumberText.percent(UInt64(done * 1000), of: 1000))")
      }
      try report.write(form.format, showsBytes: hex)
    }
  }

  /// What has to be known to read the result right, on standard error.
  private func tell(_ comparison: CheckpointComparison) {
    var told: [String] = []
    if comparison.fields.isCapped, form.format != .text { told.append("more fields differ than are listed") }
    for note in comparison.notes {
      let file = other.map { displayed(note.side == .from ? self.file : $0) }
      let words = ComparisonText.words(for: note, file: file)
      if !told.contains(words) { told.append(words) }
    }
    for words in told { FileWriter.standardError.say("savescope: \(words)\n") }
  }

  // MARK: Which checkpoints

  /// The two checkpoints of one capture.
  private func checkpoints(of capture: IndexedCapture) throws -> (Int, Int) {
    let to = try self.to.map { try resolved($0, capture) } ?? lastComplete(of: capture)
    if let from { return (try resolved(from, capture), to) }
    guard to > 0 else {
      throw ProgramFailure(
        "\(displayed(capture.capture.path)): nothing comes before checkpoint 0; give --from and --to, or another capture "
          + "to compare with")
    }
    return (to - 1, to)
  }

  private func checkpoints(_ first: IndexedCapture, _ second: IndexedCapture) throws -> (Int, Int) {
    (
      try from.map { try resolved($0, first) } ?? lastComplete(of: first),
      try to.map { try resolved($0, second) } ?? lastComplete(of: second)
    )
  }

  private func resolved(_ argument: CheckpointArgument, _ capture: IndexedCapture) throws -> Int {
    try argument.resolved(count: capture.index.checkpoints.count, path: capture.capture.path)
  }

  private func lastComplete(of capture: IndexedCapture) throws -> Int {
    if let last = capture.index.lastCompleteCheckpoint { return last }
    throw ProgramFailure(
      "\(displayed(capture.capture.path)): no checkpoint is complete; name one with --from and --to to compare what was "
        + "sent of it")
  }
}
