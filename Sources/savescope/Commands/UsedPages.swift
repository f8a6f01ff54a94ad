@_spi(Measuring) import SaveStream

/// What the guest used pages for, and whose they were, at the checkpoints that rows ask for: found out when the first
/// of them asks, and kept for those after it.
final class UsedPages {
  private let history: FrameHistory
  private let watch: ReportWatch

  /// - Parameter wantsAllUses: whether most of the guest's frames will be asked for.
  init(_ memory: GuestMemory, wantsAllUses: Bool, _ watch: ReportWatch) {
    history = FrameHistory(memory, wantsAllUses: wantsAllUses)
    self.watch = watch
  }

  /// A row with what is known of its frames as of a checkpoint.
  func row<Row: FilterableRow>(_ row: Row, _ pfns: Range<UInt64>, at checkpoint: Int) throws -> UsedRow<Row> {
    try frames(at: checkpoint)?.row(row, pfns) ?? UsedRow(row)
  }

  /// What is known of the guest's frames as of a checkpoint; nil where nothing is.
  func frames(at checkpoint: Int) throws -> GuestFrames? {
    while try !history.step(to: checkpoint) { try watch.check() }
    return history.frames(at: checkpoint)
  }

  /// What has to be known of cells that are empty; nil where all was found out.
  var remark: String? { history.remark }
}
