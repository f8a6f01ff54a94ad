@_spi(Measuring) import SaveStream

extension PagesCommand {
  /// Writes the rows that a filter lets pass.
  func write(
    _ indexed: IndexedCapture, where filter: RowFilter, to target: ReportTarget
  ) throws -> WrittenReport {
    try indexed.requireStream()
    let (capture, index) = (indexed.capture, indexed.index)
    let checkpoints = try checkpoint?.resolved(count: index.checkpoints.count, path: capture.path)
    let rows = PageRows(capture: capture, index: index)
    let asked = try AskedRows(of: indexed, where: filter, use: use, why: why, target.watch)
    if let top { return try writeLeaders(top, of: rows, checkpoints, where: filter, asked, to: target) }
    var report = PageReport(form.format, showsUse: use, showsWhy: why.isShown, style: target.style, to: target.output)
    report.begin()
    var written: WrittenReport
    if let order = sort?.order {
      written = try write(rows, of: checkpoints, where: filter, asked, in: order, to: &report, target.watch)
    } else {
      let range = positions(of: checkpoints, in: rows, contentOnly: content)
        .clamped(to: rows.range(of: filter.rows, contentOnly: content))
      written = try write(range, of: rows, where: filter, asked, to: &report, target.watch)
    }
    try report.end()
    if written.remark == nil { written.remark = asked.remark }
    return written
  }

  func positions(of checkpoints: Range<Int>?, in rows: PageRows, contentOnly content: Bool) -> Range<UInt64> {
    guard let checkpoints else { return 0..<rows.count(contentOnly: content) }
    guard let last = checkpoints.last else { return 0..<0 }
    let start = rows.range(ofCheckpoint: checkpoints.lowerBound, contentOnly: content).lowerBound
    return start..<max(start, rows.range(ofCheckpoint: last, contentOnly: content).upperBound)
  }

  /// Rows that are read at a time: enough that a batch is read once or twice, few enough that memory stays flat.
  static let slice: UInt64 = 8192

  /// Writes rows in the order of the stream.
  private func write(
    _ range: Range<UInt64>, of rows: PageRows, where filter: RowFilter, _ asked: AskedRows,
    to report: inout PageReport, _ watch: ReportWatch
  ) throws -> WrittenReport {
    // A property of a command costs a call: it is read once, not for every slice.
    let content = content
    var count: UInt64 = 0
    var position = range.lowerBound
    while position < range.upperBound {
      let end = min(position + Self.slice, range.upperBound)
      for row in try rows.rows(position..<end, contentOnly: content, where: filter.rows) {
        if try write(row, asked, to: &report) { count += 1 }
      }
      position = end
      try watch.reached(position - range.lowerBound, of: range.upperBound - range.lowerBound)
    }
    return WrittenReport(rows: (count, "row"))
  }

  /// Writes a row, unless a filter for what is asked for keeps it back. Returns whether it did.
  @inline(__always)
  private func write(_ row: PageRow, _ asked: AskedRows, to report: inout PageReport) throws -> Bool {
    if asked.isNothing {
      try report.write(row)
      return true
    }
    guard let row = try asked.row(row) else { return false }
    try report.write(row)
    return true
  }

  // MARK: Sorted

  /// Rows that are read at a time where they are sorted: they come from everywhere.
  private static let sortedSlice = 1024
  /// The part of the work that sorting is.
  private static let sortingShare = 0.5

  /// Writes rows in another order.
  private func write(
    _ rows: PageRows, of checkpoints: Range<Int>?, where rowFilter: RowFilter, _ asked: AskedRows,
    in order: PageOrder, to report: inout PageReport, _ watch: ReportWatch
  ) throws -> WrittenReport {
    var filter = rowFilter.rows
    if let checkpoints {
      guard let last = checkpoints.last else { return WrittenReport(rows: (0, "row")) }
      let inside = Filter<PageRow>(.checkpoint, in: UInt64(checkpoints.lowerBound)...UInt64(last))
      filter = filter?.and(inside) ?? inside
    }
    var builder = PageSelectionBuilder(rows, contentOnly: content, filter: filter, order: order)
    while try builder.step() == nil { try watch.reached(builder.part * Self.sortingShare) }
    guard let selection = builder.selection else { return WrittenReport() }
    var place = 0
    var count: UInt64 = 0
    while place < selection.count {
      let end = min(place + Self.sortedSlice, selection.count)
      for row in try selection.rows(place..<end, of: rows) {
        if try write(row, asked, to: &report) { count += 1 }
      }
      place = end
      let part = Double(place) / Double(max(selection.count, 1))
      try watch.reached(Self.sortingShare + (1 - Self.sortingShare) * part)
    }
    let isCut = selection.extent == .full
    return WrittenReport(
      rows: (count, "row"),
      remark: isCut
        ? "only the first \(NumberText.grouped(UInt64(selection.count))) of \(NumberText.grouped(selection.matchCount)) rows: to sort all "
          + "would take more than \(PageSelection.memoryBudget >> 20) MiB; --where chooses fewer" : nil)
  }
}
