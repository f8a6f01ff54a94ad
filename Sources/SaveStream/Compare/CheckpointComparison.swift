/// Two checkpoints compared, of one capture or of two: pages and fields.
package struct CheckpointComparison {
  package let pages: MemoryComparison
  package let fields: FieldComparison
  package let fromCheckpoint: Int
  package let toCheckpoint: Int
  /// What has to be known to read the result right.
  package let notes: [ComparisonNote]

  /// - Throws: when a capture cannot be read.
  package init(
    from: GuestMemory, at fromCheckpoint: Int, to: GuestMemory, at toCheckpoint: Int
  ) throws(CaptureError) {
    self.fromCheckpoint = fromCheckpoint
    self.toCheckpoint = toCheckpoint
    pages = try MemoryComparison(from: from, at: fromCheckpoint, to: to, at: toCheckpoint)
    fields = FieldComparison(
      from: ChunkTree(capture: from.capture, index: from.index), at: fromCheckpoint,
      to: ChunkTree(capture: to.capture, index: to.index), at: toCheckpoint)
    notes =
      ComparisonNote.notes(of: from, at: fromCheckpoint, .from) + ComparisonNote.notes(of: to, at: toCheckpoint, .to)
  }

  /// What has been found so far.
  package var snapshot: ComparisonSnapshot {
    ComparisonSnapshot(
      pages: pages.rows, totals: pages.totals, fields: fields.differences, hasMoreFields: fields.isCapped,
      progress: progress, isFinished: isFinished)
  }

  /// How much of the work is done, 0…1.
  package var progress: Double { fields.isFinished ? pages.progress : 0 }

  /// Whether all has been looked at.
  package var isFinished: Bool { pages.isFinished && fields.isFinished }

  /// Whether something was found that differs.
  package var hasDifferences: Bool { pages.hasDifferences || fields.hasDifferences }

  /// Goes on for about so long: first with the fields, which take little, then with the pages.
  /// - Returns: whether there is more to do.
  /// - Throws: when a capture cannot be read.
  package func step(for time: Duration = .milliseconds(4)) throws(CaptureError) -> Bool {
    if !fields.isFinished { return try fields.step(for: time) || !isFinished }
    return try pages.step(for: time)
  }

  /// Goes on to the end.
  /// - Parameter progress: called now and then with how much is done, 0…1.
  /// - Throws: when a capture cannot be read.
  package func run(progress: (Double) -> Void = { _ in }) throws(CaptureError) {
    while try step(for: .milliseconds(50)) { progress(self.progress) }
  }
}

/// What a comparison has found at one moment. A value: it does not change while the comparison goes on, and costs a few
/// reference counts.
package struct ComparisonSnapshot: Sendable {
  /// The pages that differ, ascending by PFN.
  package let pages: Rows<PageDifference>
  package let totals: PageDifferenceTotals
  /// The fields that differ, in the order of the tree.
  package let fields: [FieldDifference]
  /// Whether there were more fields than are looked at.
  package let hasMoreFields: Bool
  /// How much of the work is done, 0…1.
  package let progress: Double
  package let isFinished: Bool
}
