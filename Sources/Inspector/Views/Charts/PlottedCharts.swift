@_spi(Measuring) import SaveStream

/// The charts over checkpoints that a view shows, each of them made when it is first shown, and anew when the index or
/// the size changes.
struct PlottedCharts: Sendable {
  private var series = CheckpointSeries()
  private var charts: [ChartMetric: PlottedChart] = [:]
  private var madeFor: Form?

  /// What the charts were made for.
  private struct Form: Equatable {
    let generation: Int
    let columns: Int
    let scale: TimelineScale
    let glyphs: Glyphs
    let units: SizeUnits
  }

  mutating func indexChanged() { series.indexChanged() }

  func isBehind(_ index: IndexSnapshot) -> Bool { series.isBehind(index) }

  /// Makes the charts that are shown.
  /// - Parameters:
  ///   - width: the cells of each panel.
  ///   - scale: how high bytes are drawn.
  mutating func prepare(_ metrics: [ChartMetric], width: Int, scale: TimelineScale = .split, _ scene: Scene) {
    series.update(scene.index)
    let form = Form(
      generation: series.generation, columns: ChartPanel.chartColumns(width, scene.units), scale: scale,
      glyphs: scene.glyphs, units: scene.units)
    if form != madeFor { charts = [:] }
    madeFor = form
    for metric in metrics where charts[metric] == nil {
      charts[metric] = PlottedChart(metric, of: series, columns: form.columns, scene.glyphs, scale: scale)
    }
  }

  /// - Parameters:
  ///   - selected: the checkpoint under the cursor.
  ///   - key: the key that stands at the head.
  func draw(_ metric: ChartMetric, into grid: inout Grid, selected: Int?, key: String?, _ scene: Scene) {
    guard let chart = charts[metric] else { return }
    ChartPanel(chart: chart, series: series, selected: selected, key: key, glyphs: scene.glyphs, units: scene.units)
      .draw(into: &grid)
  }

  /// The checkpoint that a column of the screen stands for, in a chart that takes an area of it.
  func checkpoint(atColumn column: Int, of metric: ChartMetric, _ area: Rect, _ units: SizeUnits) -> Int? {
    charts[metric]?.checkpoint(atColumn: column - area.column - ChartPanel.axisColumns(units))
  }
}
