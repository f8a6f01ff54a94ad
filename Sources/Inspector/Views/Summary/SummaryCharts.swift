import SaveStream

/// The charts of the dashboard: those of Checkpoints, of all checkpoints at once.
struct SummaryCharts: Sendable {
  private(set) var series = CheckpointSeries()
  private var distributions = Distributions(for: .summary)
  private var plotted: [ChartMetric: PlottedChart] = [:]
  private var madeFor: Form?

  /// What the charts were made for.
  private struct Form: Equatable {
    let generation: Int
    let columns: Int
    let glyphs: Glyphs
    let units: SizeUnits
  }

  /// The panels that have something to show of a capture, what matters most first.
  static func panels(_ index: IndexSnapshot) -> [SummaryPanel] {
    let hasDeltas = index.totals.delta != nil
    let isOverTime = index.checkpoints.count > 2
    let overTime: [SummaryPanel] = isOverTime ? [.chart(.bytes), .chart(.pages)] : []
    guard hasDeltas else { return overTime }
    return overTime + [.histogram(.runLengths)] + (isOverTime ? [.chart(.encodings), .chart(.ratio)] : [])
  }

  mutating func indexChanged() { series.indexChanged() }

  mutating func prepare(_ dashboard: SummaryDashboard, _ scene: inout Scene) {
    guard let width = dashboard.panels.first?.area.columns else { return }
    series.update(scene.index)
    let form = Form(
      generation: series.generation, columns: ChartPanel.chartColumns(width, scene.units), glyphs: scene.glyphs,
      units: scene.units)
    if form != madeFor { plotted = [:] }
    madeFor = form
    for (panel, _) in dashboard.panels {
      switch panel {
      case .chart(let metric):
        guard plotted[metric] == nil else { continue }
        plotted[metric] = PlottedChart(metric, of: series, columns: form.columns, scene.glyphs)
      case .histogram(let kind):
        // The verdict comes first.
        guard !scene.work.isRunning(.secondPass) else { continue }
        distributions.ask(kind.subject, ofCheckpoint: nil, &scene)
      }
    }
  }

  mutating func take(_ request: DistributionRequest, _ found: Distribution, isFinished: Bool) {
    distributions.take(request, found, isFinished: isFinished)
  }

  mutating func workStopped(_ kind: WorkKind) { if kind == .distributionOfAll { distributions.stop(ofAll: true) } }

  func draw(_ dashboard: SummaryDashboard, into grid: inout Grid, _ scene: Scene) {
    let key = scene.keys.keyName(of: .view(.checkpoints), in: .summary)
    for (panel, area) in dashboard.panels {
      grid.inside(area) { grid in
        switch panel {
        case .chart(let metric):
          guard let chart = plotted[metric] else { return }
          ChartPanel(chart: chart, series: series, selected: nil, key: key, glyphs: scene.glyphs, units: scene.units)
            .draw(into: &grid)
        case .histogram(let kind):
          let all = HistogramPanel.Side(
            distributions.distribution(kind.subject, ofCheckpoint: nil, scene.index), kind,
            isStopped: distributions.isStopped(kind.subject, ofCheckpoint: nil, scene.index))
          HistogramPanel(kind: kind, checkpoint: nil, here: nil, all: all, key: key, glyphs: scene.glyphs)
            .draw(into: &grid)
        }
      }
    }
  }

  /// The checkpoint that a cell of a chart stands for.
  func checkpoint(row: Int, column: Int, _ dashboard: SummaryDashboard, _ units: SizeUnits) -> Int? {
    for case (.chart(let metric), let area) in dashboard.panels where area.contains(row: row, column: column) {
      return plotted[metric]?.checkpoint(atColumn: column - area.column - ChartPanel.axisColumns(units))
    }
    return nil
  }
}
