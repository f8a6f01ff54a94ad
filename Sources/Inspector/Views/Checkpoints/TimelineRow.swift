import SaveStream

/// A checkpoint as the timeline shows it.
struct TimelineRow {
  let number: Int
  let row: CheckpointRow
  let totals: CheckpointTotals
  let state: CheckpointState

  /// Reads the totals, so that it is for rows that are shown.
  init(checkpoint number: Int, in index: IndexSnapshot) {
    self.number = number
    row = index.checkpoints[number]
    totals = index.totals(ofCheckpoint: number)
    state = CheckpointState(ofCheckpoint: number, in: index)
  }

  /// The same as a row of the table of checkpoints.
  var filterRow: CheckpointFilterRow { CheckpointFilterRow(number: number, row: row, totals: totals) }

  /// Pages that were sent, those for comparison included.
  var pages: UInt64 { totals.pages &+ totals.verifyPages }

  /// How the pages travel, in as few letters as it takes: `empty/full/delta`, or raw.
  var encodings: String {
    guard let delta = totals.delta else { return pages == 0 ? "" : "raw" }
    return "\(delta.empty)/\(delta.full)/\(delta.delta)"
  }

  var ratio: String { totals.delta?.ratio.map { NumberText.decimal($0) } ?? "" }
}
