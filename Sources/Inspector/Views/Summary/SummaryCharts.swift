import SaveStream

/// The charts of the dashboard: those of Checkpoints, of all checkpoints at once.
struct SummaryCharts: Sendable {
  private var plotted = PlottedCharts()
  private var distributions = Distributions(for: .summary)

  /// The panels that have something to show of a capture, what matters most first.
  static func panels(_ index: IndexSnapshot) -> [SummaryPanel] {
    let hasDeltas = index.totals.delta != nil
    let isOverTime = index.checkpoints.count > 2
    let overTime: [SummaryPanel] = isOverTime ? [.chart(.bytes), .chart(.pages)] : []
    guard hasDeltas else { return overTime }
    return overTime + [.histogram(.runLengths)] + (isOverTime ? [.chart(.encodings), .chart(.ratio)] : [])
  }

  mutating func indexChanged() { plotted.indexChanged() }

  func isBehind(_ dashboard: SummaryDashboard, _ index: IndexSnapshot) -> Bool {
    !dashboard.panels.isEmpty && plotted.isBehind(index)
  }

  mutating func prepare(_ dashboard: SummaryDashboard, _ scene: inout Scene) {
    guard let width = dashboard.panels.first?.area.columns else { return }
    let metrics = dashboard.panels.compactMap { panel, _ in if case .chart(let metric) = panel { metric } else { nil } }
    plotted.prepare(metrics, width: width, scene)
    // The verdict comes first.
    guard !scene.work.isRunning(.secondPass) else { return }
    for case (.histogram(let kind), _) in dashboard.panels {
      distributions.ask(kind.subject, ofCheckpoint: nil, &scene)
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
        case .chart(let metric): plotted.draw(metric, into: &grid, selected: nil, key: key, scene)
        case .histogram(let kind):
          let all = distributions.side(kind, ofCheckpoint: nil, scene.index)
          HistogramPanel(kind: kind, checkpoint: nil, here: nil, all: all, key: key, glyphs: scene.glyphs)
            .draw(into: &grid)
        }
      }
    }
  }

  /// The checkpoint that a cell of a chart stands for.
  func checkpoint(row: Int, column: Int, _ dashboard: SummaryDashboard, _ units: SizeUnits) -> Int? {
    for case (.chart(let metric), let area) in dashboard.panels where area.contains(row: row, column: column) {
      return plotted.checkpoint(atColumn: column, of: metric, area, units)
    }
    return nil
  }
}
