import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope pages FILE`.
struct PagesCommand: ReportCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages",
    abstract: "Lists the entries of all PFN arrays: which page, of what type, sent how, where.",
    discussion: FilterOption.discussion(of: PageRow.self))

  @OptionGroup var capture: CaptureOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Only these checkpoints: 3, 2..5, 2.. or ..5, both ends included.", valueName: "a..b"))
  var checkpoint: CheckpointRange?

  @Option(parsing: .unconditional, help: ArgumentHelp("Only this page; decimal, or hex with 0x.", valueName: "n"))
  var pfn: NumberArgument?

  @Option(help: ArgumentHelp("Only entries of this page type; may be given more than once.", valueName: "t"))
  var type: [PageTypeArgument] = []

  @Flag(help: "Only entries that carry content.")
  var content = false

  @Flag(
    help: """
      Also what a Linux guest used the page for at that checkpoint, and whose it was (thread group ids); --where knows \
      both as use and owner, with this or without.
      """)
  var use = false

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
    let written = try withStandardOutput { try write(indexed, where: filter, to: ReportTarget($0, output)) }
    if let remark = written.remark, !output.quiet { FileWriter.standardError.say("savescope: \(remark)\n") }
    try indexed.requireEnd()
  }

  func write(_ indexed: IndexedCapture, to target: ReportTarget) throws -> WrittenReport {
    try write(indexed, where: pageFilter(), to: target)
  }

  /// What --pfn, --type and --where say together.
  private func pageFilter() throws -> RowFilter {
    let used = use ? try filter.parsed(for: UsedRow<PageRow>.self) : try? filter.parsed(for: UsedRow<PageRow>.self)
    let asksForUse = used?.asksFor(fieldsFrom: UsedRow<PageRow>.firstListField) ?? false
    let parts = [
      pfn.map { Filter<PageRow>(.pfn, in: [$0.value]) },
      type.isEmpty ? nil : Filter<PageRow>(.type, in: type.map { UInt64($0.type.rawValue) }),
      asksForUse ? nil : try filter.parsed(for: PageRow.self),
    ].compactMap { $0 }
    return RowFilter(
      rows: parts.dropFirst().reduce(parts.first) { $0?.and($1) }, used: asksForUse ? used : nil)
  }

  /// Which rows come out.
  struct RowFilter {
    /// What is known without a look at the guest.
    var rows: Filter<PageRow>?
    /// What asks for the use of pages or for their owners; nil where nothing does.
    var used: Filter<UsedRow<PageRow>>?
  }
}
