@_spi(Measuring) import SaveStream

extension PagesCommand {
  /// Writes the pages that lead among those whose rows a filter lets pass.
  func writeLeaders(
    _ count: Int, of rows: PageRows, _ checkpoints: Range<Int>?, where filter: RowFilter, _ asked: AskedRows,
    to target: ReportTarget
  ) throws -> WrittenReport {
    let range = positions(of: checkpoints, in: rows, contentOnly: true)
      .clamped(to: rows.range(of: filter.rows, contentOnly: true))
    var ranking = PageRanking(by: by?.key ?? .sends, isDescending: by?.isDescending ?? true, count: count)
    while ranking.wantsPass {
      var position = range.lowerBound
      while position < range.upperBound {
        let end = min(position + Self.slice, range.upperBound)
        for row in try rows.rows(position..<end, contentOnly: true, where: filter.rows) {
          if asked.isNothing { ranking.add(row) } else if try asked.row(row) != nil { ranking.add(row) }
        }
        position = end
        try target.watch.reached(position - range.lowerBound, of: range.upperBound - range.lowerBound)
      }
      ranking.endPass()
    }
    let leaders = ranking.leaders()
    try PageRankingReport(form.format, style: target.style, to: target.output).write(leaders)
    return WrittenReport(rows: (UInt64(leaders.count), "page"), remark: asked.remark)
  }
}
