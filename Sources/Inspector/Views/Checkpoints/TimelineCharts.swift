@_spi(Measuring) import SaveStream

/// The charts of the Checkpoints view: as many side by side as there is room for, from one of them on.
struct TimelineCharts: Sendable {
  private var plotted = PlottedCharts()
  private var distributions = Distributions(for: .checkpoints)
  /// The first chart that is shown, by its place among those that have something to show; nil where the figures of a
  /// checkpoint stand in their place.
  private(set) var first: Int?

  mutating func indexChanged() { plotted.indexChanged() }

  /// Turns to the next chart, and behind the last one to the first, or where they share the room with something else to
  /// that.
  mutating func turn(_ layout: TimelineLayout, _ index: IndexSnapshot) {
    let count = ChartKind.available(index).count
    let next = (first ?? (layout.charts.isEmpty ? -1 : 0)) + 1
    first = next < count ? next : layout.charts.isEmpty ? nil : 0
  }

  /// What is shown where; nothing where there is neither room nor need.
  func panels(_ layout: TimelineLayout, _ index: IndexSnapshot) -> [(kind: ChartKind, area: Rect)] {
    let kinds = ChartKind.available(index)
    if layout.charts.isEmpty {
      guard let first, layout.divider == nil else { return [] }
      return [(kinds[min(first, kinds.count - 1)], layout.figures)]
    }
    let count = min(layout.chartCount, kinds.count)
    let width = layout.charts.columns / count
    return (0..<count).map { place in
      var area = layout.charts
      area.column += place * width
      area.columns = width
      return (kinds[((first ?? 0) + place) % kinds.count], area)
    }
  }

  func isBehind(_ layout: TimelineLayout, _ index: IndexSnapshot) -> Bool {
    plotted.isBehind(index) && !panels(layout, index).isEmpty
  }

  mutating func prepare(
    _ layout: TimelineLayout, selected: Int?, _ scale: TimelineScale, _ scene: inout Scene
  ) {
    let panels = panels(layout, scene.index)
    guard let width = panels.first?.area.columns else { return }
    let metrics = panels.compactMap { kind, _ in if case .metric(let metric) = kind { metric } else { nil } }
    plotted.prepare(metrics, width: width, scale: scale, scene)
    for case (.histogram(let kind), _) in panels {
      if let selected { distributions.ask(kind.subject, ofCheckpoint: selected, &scene) }
      distributions.ask(kind.subject, ofCheckpoint: nil, &scene)
    }
  }

  mutating func take(_ request: DistributionRequest, _ found: Distribution, isFinished: Bool) {
    distributions.take(request, found, isFinished: isFinished)
  }

  mutating func workStopped(_ kind: WorkKind) {
    switch kind {
    case .distribution: distributions.stop(ofAll: false)
    case .distributionOfAll: distributions.stop(ofAll: true)
    default: break
    }
  }

  func draw(into grid: inout Grid, _ layout: TimelineLayout, selected: Int?, _ scene: Scene) {
    let key = scene.keys.keyName(of: .nextChart, in: .checkpoints)
    for (place, (kind, area)) in panels(layout, scene.index).enumerated() {
      let key = place == 0 ? key : nil
      grid.inside(area) { grid in
        switch kind {
        case .metric(let metric): plotted.draw(metric, into: &grid, selected: selected, key: key, scene)
        case .histogram(let kind):
          let here = selected.map { distributions.side(kind, ofCheckpoint: $0, scene.index) }
          HistogramPanel(
            kind: kind, checkpoint: selected, here: here,
            all: distributions.side(kind, ofCheckpoint: nil, scene.index), key: key, glyphs: scene.glyphs
          ).draw(into: &grid)
        }
      }
    }
  }

  /// The checkpoint that a cell of a chart stands for.
  func checkpoint(row: Int, column: Int, _ layout: TimelineLayout, _ scene: Scene) -> Int? {
    for case (.metric(let metric), let area) in panels(layout, scene.index)
    where area.contains(row: row, column: column) {
      return plotted.checkpoint(atColumn: column, of: metric, area, scene.units)
    }
    return nil
  }
}
