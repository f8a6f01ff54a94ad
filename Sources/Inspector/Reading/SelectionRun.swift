import SaveStream

/// Finds the rows that the Pages view is to show; they come as they are found, where they need not be sorted.
struct SelectionRun: WorkRun {
  private let request: PageListRequest
  private var builder: PageSelectionBuilder

  init(_ request: PageListRequest, of table: PageRows) {
    self.request = request
    builder = PageSelectionBuilder(
      table, contentOnly: !request.allEntries, filter: request.filter, order: request.order)
  }

  mutating func step() throws(CaptureError) -> WorkProgress {
    let finished = try builder.step()
    return WorkProgress(
      request: .selection(request), part: builder.part, isFinished: finished != nil,
      answer: builder.rowsSoFar.map { .selection(request, $0) })
  }

  mutating func stop() -> Bool {
    builder.stop()
    return true
  }
}
