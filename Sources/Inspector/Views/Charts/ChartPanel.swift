@_spi(Measuring) import SaveStream

/// A chart over checkpoints with what stands around it: a title with the cursor's value, the figures of all, the axes.
struct ChartPanel {
  let chart: PlottedChart
  let series: CheckpointSeries
  /// The checkpoint under the cursor.
  let selected: Int?
  /// The key that shows another chart.
  let key: String?
  let glyphs: Glyphs
  let units: SizeUnits

  /// Rows around the chart itself.
  static let otherRows = 3
  static let fewestRows = otherRows + 2

  /// The cells in front of the chart, for what its height stands for.
  static func axisColumns(_ units: SizeUnits) -> Int { units == .bytes ? 15 : 11 }

  /// The cells of the chart itself in a panel of a width.
  static func chartColumns(_ columns: Int, _ units: SizeUnits) -> Int { max(columns - axisColumns(units) - 1, 0) }

  func draw(into grid: inout Grid) {
    let rows = grid.region.rows
    grid.rule(row: 0, title: title, glyphs: glyphs, isFocused: false, key: key)
    if chart.metric == .encodings {
      grid.put(legend, row: 1, column: 1, limit: grid.region.columns - 2)
    } else {
      grid.put(fitted(chart.figures.words(chart.metric, units, glyphs), grid), row: 1, column: 1, style: .dim)
    }
    let axis = Self.axisColumns(units)
    let top = chart.metric == .encodings ? "100 %" : chart.metric.text(chart.top, units)
    grid.put(top, row: 2, endingAt: axis - 1, style: .dim)
    if rows > Self.fewestRows { grid.put("0", row: rows - 2, endingAt: axis - 1, style: .dim) }
    for row in 2..<max(rows - 1, 2) { grid.put(String(glyphs.vertical), row: row, column: axis - 1, style: .border) }
    let area = Rect(row: 2, column: axis, rows: rows - Self.otherRows, columns: grid.region.columns - axis - 1)
    grid.inside(area) { chart.draw(into: &$0, selected: selected, glyphs) }
    drawFoot(into: &grid, row: rows - 1, area)
  }

  /// The numbers of the first and the last checkpoint, and of the one under the cursor below its column.
  private func drawFoot(into grid: inout Grid, row: Int, _ area: Rect) {
    let last = max(series.points.count - 1, 0)
    let end = area.column + area.columns
    grid.put("0", row: row, column: area.column, style: .dim)
    grid.put(NumberText.grouped(last), row: row, endingAt: end, style: .dim)
    guard let selected, let column = chart.column(of: selected) else { return }
    let sign = glyphs.isUnicode ? "▴" : "^"
    let text = NumberText.grouped(selected)
    let place = area.column + column
    let isBefore = place + 1 + text.utf8.count > end
    let start = isBefore ? place - text.utf8.count : place
    // Numbers in its way give way.
    for cell in max(start - 1, 0)...start + text.utf8.count + 1 { grid.put(" ", row: row, column: cell) }
    grid.put(isBefore ? text + sign : sign + text, row: row, column: start, style: .value)
  }

  private var title: String {
    guard let selected, series.points.indices.contains(selected) else {
      return "\(chart.metric.title) of each checkpoint"
    }
    let point = series.points[selected]
    guard chart.metric != .encodings else { return "\(chart.metric.title), checkpoint \(selected)" }
    let value = chart.metric.value(of: point).map { chart.metric.text($0, units) } ?? "none"
    return "\(chart.metric.title): \(value) in checkpoint \(selected)"
  }

  /// The encodings, with their shares in the checkpoint under the cursor.
  private var legend: [StyledText] {
    let point = selected.flatMap { series.points.indices.contains($0) ? series.points[$0] : nil }
    return ChartMetric.stacked.reversed().flatMap { encoding in
      let share = point.map { " " + NumberText.percent($0.pages(as: encoding), of: $0.pages) } ?? ""
      return [
        StyledText(String(encoding.fill(glyphs)), encoding.style),
        StyledText(" \(encoding.rawValue)\(share)  ", .dim),
      ]
    }
  }

  private func fitted(_ forms: [String], _ grid: Grid) -> String {
    let room = grid.region.columns - 2
    return forms.first { TextWidth.of($0) <= room } ?? TextWidth.fitted(forms.last ?? "", room, glyphs)
  }
}
