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
    parsing: .unconditional, help: ArgumentHelp("PFNs to a row: a power of two.", valueName: "n"))
  var cell = NumberArgument(1)

  @OptionGroup var filter: FilterOption
  @OptionGroup var form: FormatOption
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard cell.value.nonzeroBitCount == 1, cell.value <= 1 << 52 else {
      throw ValidationError("--cell takes a power of two, at most 2^52, such as 1, 512 or 0x1000; not \(cell.value).")
    }
  }

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
    var report = MapReport(form.format, to: target.output)
    report.begin(checkpoint: checkpoint, pfnsPerCell: cell.value)
    var rows: UInt64 = 0
    let shift = cell.value.trailingZeroBitCount
    let progress = { (part: Double) in try target.watch.reached(part) }
    try map.forEachRow(shift: shift, at: checkpoint, progress: progress) { row in
      let row = try used?.row(row, row.pfns, at: checkpoint) ?? UsedRow(row)
      guard filter?.matches(row) ?? true else { return }
      try report.write(row)
      rows += 1
    }
    try report.end()
    return WrittenReport(rows: (rows, "row"), remark: asksForUse ? used?.remark : nil)
  }
}
