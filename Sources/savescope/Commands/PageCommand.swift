import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope page FILE --pfn N`.
struct PageCommand: FilteredCommand {
  static let configuration = CommandConfiguration(
    commandName: "page",
    abstract: "Shows one page's history: each time it was sent, the markers of its delta, its content.",
    discussion: """
      csv and jsonl give a row for each time that the page was sent. The markers are those of the last send up to \
      --checkpoint.

      \(FilterOption.discussion(of: UsedRow<WhyRow<PageHistoryRow>>.self))
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("The page; decimal, or hex with 0x.", valueName: "n"))
  var pfn: NumberArgument?

  @OptionGroup var address: VirtualAddressOption

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

  @Flag(
    help: """
      Also what a Linux guest used the page for at the checkpoint of each send, and whose it was (thread group ids); --where \
      knows both as use and owner, with this or without.
      """)
  var use = false

  @OptionGroup var why: WhyOptions
  @OptionGroup var raw: RawPageOptions
  @OptionGroup var filter: FilterOption

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard (pfn == nil) != (address.va == nil) else {
      throw ValidationError("Name the page: by --pfn, or by an address with --va.")
    }
    guard compare == nil || (filter.expressions.isEmpty && !hex && !use && !why.isShown && checkpoint == nil) else {
      throw ValidationError(
        "--compare stands alone: it shows nothing that --checkpoint, --hex or --where could change.")
    }
    guard !raw.isWanted || (isPlain && form.format == .text) else {
      throw ValidationError("--raw writes the page's bytes and nothing else: only --checkpoint goes with it.")
    }
    guard raw.length == nil || address.va != nil else {
      throw ValidationError("--length goes with --va; a page by its PFN is 4096 bytes.")
    }
  }

  /// Whether nothing is asked for beside the page as it is.
  private var isPlain: Bool { filter.expressions.isEmpty && !hex && !use && !why.isShown && compare == nil }

  func run() throws {
    guard raw.isWanted else { return try writeReport() }
    try raw.checkTerminal()
    let indexed = try capture.indexBehindDamage(with: output)
    let file = try OutputFile(path: raw.path, force: raw.force)
    let written = try write(indexed, where: nil, to: ReportTarget(file.output, output))
    try file.finish()
    if let remark = written.remark, !output.quiet { FileWriter.standardError.say("savescope: \(remark)\n") }
    try indexed.requireEnd()
  }

  func write(
    _ indexed: IndexedCapture, where filter: Filter<UsedRow<WhyRow<PageHistoryRow>>>?, to target: ReportTarget
  ) throws -> WrittenReport {
    try indexed.requireStream()
    let count = indexed.index.checkpoints.count
    let checkpoint = try checkpoint?.resolved(count: count, path: indexed.capture.path) ?? max(count - 1, 0)
    let memory = try indexed.memory(target.watch)
    if raw.isWanted { return try writeBytes(of: memory, at: checkpoint, indexed, to: target) }
    let pfn = try pfn?.value ?? address.pfn(of: indexed, memory, at: checkpoint, target.watch)
    if let compare { return try write(compare, of: pfn, in: memory, indexed, to: target) }
    let history = try PageHistory(of: pfn, at: checkpoint, in: memory)
    let asksForUse = use || filter?.asksFor(fieldsFrom: UsedRow<WhyRow<PageHistoryRow>>.firstListField) ?? false
    let used = asksForUse ? UsedPages(memory, wantsAllUses: false, target.watch) : nil
    let asksWhy = why.isShown || filter?.asksFor(anyOf: WhyRow<PageHistoryRow>.whyFields) ?? false
    var report: PageHistoryReport
    if asksForUse || asksWhy {
      let reasons = asksWhy ? try why.reasons(of: indexed, target.watch) : nil
      let rows = try history.rows.map { row -> UsedRow<WhyRow<PageHistoryRow>> in
        let explained = WhyRow(row, reasons)
        return try used?.row(explained, pfn..<max(pfn, pfn &+ 1), at: row.send.checkpoint) ?? UsedRow(explained)
      }.filter { filter?.matches($0) ?? true }
      report = PageHistoryReport(
        history, askedRows: rows, showsUse: use, showsWhy: why.isShown, showsBytes: hex, style: target.style,
        to: target.output)
    } else {
      let rows = filter.map { filter in history.rows { filter.matches(UsedRow(WhyRow($0))) } }
      report = PageHistoryReport(history, rows: rows, showsBytes: hex, style: target.style, to: target.output)
    }
    if use, history.page != nil { report.tableLevel = try TableSearch.level(of: pfn, memory, at: checkpoint) }
    try report.write(form.format)
    let hasRows = form.format == .csv || form.format == .jsonl
    return WrittenReport(
      rows: hasRows ? (UInt64(report.rowCount), "row") : nil,
      remark: used?.remark ?? (asksWhy ? why.remark(indexed.index) : nil))
  }

  private func write(
    _ sends: SendPair, of pfn: UInt64, in memory: GuestMemory, _ indexed: IndexedCapture, to target: ReportTarget
  ) throws -> WrittenReport {
    let list = memory.sendList(of: pfn)
    guard let comparison = try list.comparison(of: sends.first, and: sends.second) else {
      throw ProgramFailure(
        "\(displayed(indexed.capture.path)): page \(NumberText.hex(pfn)) has \(NumberText.counted(UInt64(list.count), "send")), "
          + "from 0; there is no send \(max(sends.first, sends.second))")
    }
    let report = SendComparisonReport(comparison, style: target.style, to: target.output)
    try report.write(form.format)
    let hasRows = form.format == .csv || form.format == .jsonl
    return WrittenReport(rows: hasRows ? (UInt64(report.rowCount), "row") : nil)
  }
}
