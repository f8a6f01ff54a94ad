import ArgumentParser
@_spi(Measuring) import SaveStream

extension DiffReport.Listing: ExpressibleByArgument {}

/// `savescope diff A [B] --from J --to K`.
struct DiffCommand: ComparisonCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compares two checkpoints, of one capture or of two: pages, registers, device state.",
    discussion: """
      Pages are compared as a receiver would hold them as of each checkpoint; fields by their place in the tree, padding \
      and what steers the stream left out. With one capture, the default is the last complete checkpoint and the one \
      before it; with two, the last complete one of each. Exit status: 0 when there is no difference, 1 when there is \
      one, 2 when a capture could not be read.

      With --list and --where, only some of them are listed; totals and exit status are those of all. \
      \(FilterOption.discussion(of: UsedRow<PageDifference>.self))
      """)

  @Argument(
    help: "The capture to compare from: a file, a block device or a pipe, compressed or not; - for standard input.",
    completion: .file())
  var file: String

  @Argument(help: "The capture to compare with; the same one when it is left out.", completion: .file())
  var other: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("The checkpoint to compare from.", valueName: "j"))
  var from: CheckpointArgument?

  @Option(parsing: .unconditional, help: ArgumentHelp("The checkpoint to compare with.", valueName: "k"))
  var to: CheckpointArgument?

  @Flag(help: "In text: also the lines of changed pages that differ, 16 bytes each, both sides.")
  var hex = false

  @Option(help: ArgumentHelp("Which differences are listed: all, pages or fields.", valueName: "what"))
  var list = DiffReport.Listing.all

  @Flag(
    help: """
      Also what a Linux guest uses the pages for as of the later checkpoint (of pages that are gone, as of the earlier), and whose \
      they are (thread group ids); --where knows both as use and owner, with this or without.
      """)
  var use = false

  @OptionGroup var filter: FilterOption

  @OptionGroup(title: "Reading") var reading: ReadingArguments
  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    try Self.validate(file, other)
    guard !hex || form.format == .text else {
      throw ValidationError("--hex is for text; the other forms have the ranges that differ.")
    }
  }

  /// Two captures cannot both be standard input.
  static func validate(_ file: String, _ other: String?) throws {
    guard file != "-" || other != "-" else {
      throw ValidationError("Standard input holds one capture; give a file for the other.")
    }
  }

  func run() throws {
    let filter = try filter.parsed(for: UsedRow<PageDifference>.self)
    let first = try readCapture(file)
    let second = try other.map { try readCapture($0) }
    let compared = try compare(first, second, where: filter, ReportWatch())
    try withStandardOutput { try write(compared, where: filter, to: ReportTarget($0, output)) }
    if !output.quiet {
      for words in remarks(compared) { FileWriter.standardError.say("savescope: \(words)\n") }
    }
    try first.requireEnd()
    try second?.requireEnd()
    if compared.comparison.hasDifferences { throw ExitCode(1) }
  }

  private func readCapture(_ file: String) throws -> IndexedCapture {
    let indexed = try reading.indexBehindDamage(file, with: output)
    try indexed.requireStream()
    return indexed
  }

  func write(_ first: IndexedCapture, _ second: IndexedCapture?, to target: ReportTarget) throws -> WrittenReport {
    let filter = try filter.parsed(for: UsedRow<PageDifference>.self)
    if let other, second == nil { throw ProgramFailure("\(displayed(other)): is still being read") }
    try first.requireStream()
    try second?.requireStream()
    let compared = try compare(first, second, where: filter, target.watch)
    try write(compared, where: filter, to: target)
    let remarks = remarks(compared)
    return WrittenReport(remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
  }

  /// What is compared, and what is known of the guest on both sides.
  private struct Compared {
    let comparison: CheckpointComparison
    var uses: ComparedUses?
    /// Why not all of that is known.
    var useRemark: String?
  }

  private func compare(
    _ first: IndexedCapture, _ second: IndexedCapture?, where filter: Filter<UsedRow<PageDifference>>?,
    _ watch: ReportWatch
  ) throws -> Compared {
    let (from, to) = try second.map { try checkpoints(first, $0) } ?? checkpoints(of: first)
    let memory = try first.memory(watch)
    let other = try second?.memory(watch)
    var compared = Compared(
      comparison: try CheckpointComparison(from: memory, at: from, to: other ?? memory, at: to))
    let asksForUse = filter?.asksFor(fieldsFrom: UsedRow<PageDifference>.firstListField) ?? false
    guard use || asksForUse else { return compared }
    let fromPages = UsedPages(memory, wantsAllUses: true, watch)
    let toPages = other.map { UsedPages($0, wantsAllUses: true, watch) } ?? fromPages
    compared.uses = ComparedUses(
      from: try fromPages.frames(at: from)?.used, to: try toPages.frames(at: to)?.used)
    compared.useRemark = fromPages.remark ?? toPages.remark
    return compared
  }

  private func write(
    _ compared: Compared, where filter: Filter<UsedRow<PageDifference>>?, to target: ReportTarget
  ) throws {
    let line = target.showsProgress ? RepeatedLine() : nil
    defer { line?.end() }
    let report = DiffReport(
      compared.comparison, listing: list, where: filter, uses: compared.uses, showsUse: use, fromPath: file,
      toPath: other ?? file, style: target.style,
      to: target.output
    ) { done in
      line?.show("comparing: \(NumberText.percent(UInt64(done * 1000), of: 1000))")
      try target.watch.reached(done)
    }
    try report.write(form.format, showsBytes: hex)
  }

  /// What has to be known to read the result right.
  private func remarks(_ compared: Compared) -> [String] {
    let comparison = compared.comparison
    var told = [compared.useRemark].compactMap(\.self)
    if comparison.fields.isCapped, form.format != .text { told.append("more fields differ than are listed") }
    for note in comparison.notes {
      let file = other.map { displayed(note.side == .from ? self.file : $0) }
      let words = ComparisonText.words(for: note, file: file)
      if !told.contains(words) { told.append(words) }
    }
    return told
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
