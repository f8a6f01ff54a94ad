import ArgumentParser
@_spi(Measuring) import SaveStream

/// `savescope map FILE`.
struct MapCommand: FilteredCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Shows the guest's PFNs as of a checkpoint: what is there, how often and when last it was sent.",
    discussion: """
      A row stands for a cell of one PFN, or of as many as --cell says. Cells in which no page was ever sent have no row. \
      sends are all up to the checkpoint, sent those of the checkpoint itself. Of a Linux guest, use says what its \
      kernel uses a frame for, and owner which processes (thread group ids) have it among their user pages.

      \(FilterOption.discussion(of: UsedRow<MapRow>.self))
      """)

  @OptionGroup var capture: CaptureOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The guest as of this checkpoint (default: the last one).", valueName: "k"))
  var checkpoint: CheckpointArgument?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("PFNs to a row: a power of two (default: 1).", valueName: "n"))
  var cell: NumberArgument?

  @OptionGroup var filter: FilterOption

  @Option(
    help: ArgumentHelp(
      "The rows sorted by a field, with :desc behind its name for the greatest first.", valueName: "field"))
  var sort: FieldOrderArgument<MapRow>?

  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  private var pfnsPerCell: UInt64 { cell?.value ?? 1 }

  func validate() throws {
    guard pfnsPerCell.nonzeroBitCount == 1, pfnsPerCell <= 1 << 52 else {
      throw ValidationError("--cell takes a power of two, at most 2^52, such as 1, 512 or 0x1000; not \(pfnsPerCell).")
    }
  }

  /// Rows that are sorted at most: they take some 64 MiB.
  private static let mostSorted = 1 << 18

  func write(
    _ indexed: IndexedCapture, where filter: Filter<UsedRow<MapRow>>?, to target: ReportTarget
  ) throws -> WrittenReport {
    try indexed.requireStream()
    let count = indexed.index.checkpoints.count
    let checkpoint = try checkpoint?.resolved(count: count, path: indexed.capture.path) ?? max(count - 1, 0)
    let memory = try indexed.memory(target.watch)
    let asksForUse = filter?.asksFor(fieldsFrom: UsedRow<MapRow>.firstListField) ?? false
    // The text form has no place for them.
    let used =
      form.format == .text && !asksForUse ? nil : UsedPages(memory, wantsAllUses: true, target.watch)
    let map = MemoryMap(memory)
    var report = MapReport(form.format, style: target.style, to: target.output)
    report.begin(checkpoint: checkpoint, pfnsPerCell: pfnsPerCell)
    var rows: UInt64 = 0
    let order = sort?.order
    var first = FirstRows<UsedRow<MapRow>>(most: Self.mostSorted, isDescending: order?.isDescending ?? false)
    let shift = pfnsPerCell.trailingZeroBitCount
    let progress = { (part: Double) in try target.watch.reached(part) }
    try map.forEachRow(shift: shift, at: checkpoint, progress: progress) { row in
      let row = try used?.row(row, row.pfns, at: checkpoint) ?? UsedRow(row)
      guard filter?.matches(row) ?? true else { return }
      rows += 1
      if let order { first.add(row, key: order.value(of: row.row)) } else { try report.write(row) }
    }
    for row in first.sorted() { try report.write(row) }
    try report.end()
    guard !first.hasDropped else {
      return WrittenReport(
        rows: (UInt64(Self.mostSorted), "row"),
        remark: [
          "only the first \(NumberText.grouped(Self.mostSorted)) of \(NumberText.grouped(rows)) rows: no more are "
            + "sorted; --where chooses fewer, --cell makes larger cells", asksForUse ? used?.remark : nil,
        ]
        .compactMap(\.self).joined(separator: "; "))
    }
    return WrittenReport(rows: (rows, "row"), remark: asksForUse ? used?.remark : nil)
  }
}
