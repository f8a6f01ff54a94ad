protocol TotalsPlaceholder {}
extension TotalsPlaceholder {
  func totals(ofCheckpoint position: Int) -> CheckpointTotals { CheckpointTotals() }
}
extension IndexSnapshot: TotalsPlaceholder {}
