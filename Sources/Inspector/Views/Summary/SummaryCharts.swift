@_spi(Measuring) import SaveStream

/// The panels of the dashboard: the charts of Checkpoints, of all checkpoints at once, and guest memory as small maps.
struct SummaryCharts: Sendable {
  private var plotted = PlottedCharts()
  private var distributions = Distributions(for: .summary)
  private var memory = SummaryMemory()

  /// The panels that have something to show of a capture, what matters most first.
  static func panels(_ index: IndexSnapshot) -> [SummaryPanel] {
    let hasDeltas = index.totals.delta != nil
    let isOverTime = index.checkpoints.count > 2
    let overTime: [SummaryPanel] = isOverTime ? [.chart(.bytes), .chart(.pages)] : []
    if hasDeltas, isOverTime { return overTime + [.histogram(.runLengths), .chart(.encodings), .chart(.ratio)] }
    // Of pages that were all sent once there is nothing to tell.
    let hasSentAgain = index.sendsPagesAgain ?? false
    let others: [SummaryPanel] = hasDeltas ? [.histogram(.runLengths)] : hasSentAgain ? [.histogram(.sends)] : []
    return overTime + others + (SummaryMemory.isOf(index) ? [.memory(.types), .memory(.content)] : [])
  }

  mutating func indexChanged() {
    plotted.indexChanged()
    memory.indexChanged()
  }

  func isBehind(_ dashboard: SummaryDashboard, _ index: IndexSnapshot) -> Bool {
    !dashboard.panels.isEmpty && plotted.isBehind(index)
  }

  mutating func prepare(_ dashboard: SummaryDashboard, _ scene: inout Scene) {
    guard let width = dashboard.panels.first?.area.columns else { return }
    memory.prepare(dashboard.panels, &scene)
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

  mutating func take(_ extent: MapExtent?) { memory.take(extent) }

  mutating func take(_ overview: MemoryOverview) { memory.take(overview) }

  mutating func workStopped(_ kind: WorkKind) {
    if kind == .distributionOfAll { distributions.stop(ofAll: true) }
    memory.workStopped(kind)
  }

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
        case .memory(let look):
          memory.draw(look, into: &grid, key: scene.keys.keyName(of: .view(.map), in: .summary), scene)
        }
      }
    }
  }

  /// The checkpoint or the page that a cell of a panel stands for.
  func place(row: Int, column: Int, _ dashboard: SummaryDashboard, _ scene: Scene) -> Place? {
    for (panel, area) in dashboard.panels where area.contains(row: row, column: column) {
      switch panel {
      case .chart(let metric):
        return plotted.checkpoint(atColumn: column, of: metric, area, scene.units).map { .checkpoint($0) }
      case .memory:
        return memory.pfn(row: row, column: column, area).map { SummaryMemory.place(of: $0, scene.index) }
      case .histogram: return nil
      }
    }
    return nil
  }
}
