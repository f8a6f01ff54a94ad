import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope pages FILE`.
struct PagesCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages",
    abstract: "Lists the entries of all PFN arrays: which page, of what type, sent how, where.",
    discussion: FilterOption.discussion(of: AskedRows.Row.self))

  @OptionGroup var capture: CaptureOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Only these checkpoints: 3, 2..5, 2.. or ..5, both ends included.", valueName: "a..b"))
  var checkpoint: CheckpointRange?

  @Option(parsing: .unconditional, help: ArgumentHelp("Only this page; decimal, or hex with 0x.", valueName: "n"))
  var pfn: NumberArgument?

  @Option(
    help: ArgumentHelp(
      "Only entries of this page type, L4TAB also L4TAB|PIN; may be given more than once.", valueName: "t"))
  var type: [PageTypeArgument] = []

  @Flag(help: "Only entries that carry content.")
  var content = false

  @Flag(
    help: """
      Also what a Linux guest used the page for at that checkpoint, and whose it was (thread group ids); --where knows \
      both as use and owner, with this or without.
      """)
  var use = false

  @OptionGroup var why: WhyOptions
  @OptionGroup var filter: FilterOption

  @Option(
    help: ArgumentHelp(
      "Sorted by a column, with :desc behind its name for the greatest first; rows without a value come last.",
      valueName: "column"))
  var sort: PageOrderArgument?

  @Option(
    help: ArgumentHelp(
      "Instead of entries, the pages that lead, a row for each: how often it was sent and what that came to.",
      valueName: "n"))
  var top: Int?

  @Option(
    help: ArgumentHelp(
      "With --top: what decides; :asc behind it for the least first (default: sends).", valueName: "key"))
  var by: RankingArgument?

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard top != nil || by == nil else { throw ValidationError("--by goes with --top.") }
    guard let top else { return }
    guard (1...Self.mostPages).contains(top) else {
      throw ValidationError("--top takes a number from 1 to \(NumberText.grouped(Self.mostPages)); not \(top).")
    }
    guard sort == nil, !use, !why.isShown else {
      throw ValidationError("--top has rows of its own, ordered by --by: --sort, --use and --why do not go with it.")
    }
  }

  /// Pages that --top may ask for.
  private static let mostPages = 1_000_000

  func run() throws {
    let filter = try pageFilter()
    let indexed = try capture.indexBehindDamage(with: output)
    let written = try withStandardOutput { try write(indexed, where: filter, to: ReportTarget($0, output)) }
    if let remark = written.remark, !output.quiet { FileWriter.standardError.say("savescope: \(remark)\n") }
    try indexed.requireEnd()
  }

  func write(_ indexed: IndexedCapture, to target: ReportTarget) throws -> WrittenReport {
    try write(indexed, where: pageFilter(), to: target)
  }

  /// What --pfn, --type and --where say together.
  private func pageFilter() throws -> RowFilter {
    let parts = [
      pfn.map { Filter<PageRow>(.pfn, in: [$0.value]) },
      type.isEmpty ? nil : Filter<PageRow>(.type, in: type.flatMap(\.type.meantTypes).map { UInt64($0.rawValue) }),
    ].compactMap { $0 }
    var rowFilter = RowFilter(rows: parts.dropFirst().reduce(parts.first) { $0?.and($1) })
    guard let asked = try filter.parsed(for: AskedRows.Row.self) else { return rowFilter }
    if asked.asksFor(fieldsFrom: AskedRows.Row.firstListField) {
      rowFilter.used = asked
      rowFilter.asksForWhy = asked.asksFor(anyOf: WhyRow<PageRow>.whyFields)
    } else if asked.asksFor(anyOf: WhyRow<PageRow>.whyFields) {
      rowFilter.why = try filter.parsed(for: WhyRow<PageRow>.self)
      rowFilter.asksForWhy = true
    } else if let known = try filter.parsed(for: PageRow.self) {
      rowFilter.rows = rowFilter.rows?.and(known) ?? known
    }
    return rowFilter
  }

  /// Which rows come out.
  struct RowFilter {
    /// What is known without a look at the guest or at the sender's cache.
    var rows: Filter<PageRow>?
    /// What asks for reasons and not for uses.
    var why: Filter<WhyRow<PageRow>>?
    /// What asks for the use of pages or for their owners; nil where nothing does.
    var used: Filter<AskedRows.Row>?
    /// Whether one of them asks for reasons.
    var asksForWhy = false
  }
}
