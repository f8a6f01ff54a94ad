extension HTMLReport {
  /// Bars that a chart has room for.
  private static let chartPlaces = 180

  /// What the checkpoints sent, as charts and figures; nothing for a stream with one image.
  func writeCharts() {
    guard index.checkpoints.count > 1 else { return writeBytes() }
    let groups = CheckpointGroups(of: index, atMost: Self.chartPlaces)
    html.beginSection("Over checkpoints")
    if groups.size > 1 {
      html.element(
        "p", ["class": "quiet"],
        "There are \(NumberText.grouped(index.checkpoints.count)) checkpoints: behind the first image each bar stands for "
          + "\(NumberText.grouped(groups.size)) of them, and shows their average.")
    }
    bytesChart(groups).write(to: html)
    pagesChart(groups).write(to: html)
    if index.totals.delta != nil {
      ratioChart(groups).write(to: html)
      sharesChart(groups).write(to: html)
    }
    writeSpreads()
    html.markup("</section>\n")
    writeBytes()
  }

  // MARK: Charts

  private func places(
    _ groups: CheckpointGroups, _ values: (CheckpointGroups.Group) -> [Double]
  ) -> [SVGChart.Place] {
    groups.groups.map { SVGChart.Place(checkpoint: $0.checkpoints.lowerBound, name: $0.name, values: values($0)) }
  }

  /// What is said under a chart of which bars are cut off.
  private func remark(_ scale: ChartScale, _ places: [SVGChart.Place], _ text: (Double) -> String) -> String {
    let cut = places.filter { $0.sum > scale.top }
    guard !cut.isEmpty else { return "" }
    let named = cut.prefix(3).map { "\($0.name) (\(text($0.sum)))" }.joined(separator: ", ")
    return "Cut off at the top: \(named)\(cut.count > 3 ? " and \(cut.count - 3) more" : "")."
  }

  private func bytesChart(_ groups: CheckpointGroups) -> SVGChart {
    let kinds = ByteKind.byWeight.filter { index.totals.bytes[$0] > 0 }
    let places = places(groups) { group in kinds.map { group.mean(group.totals.bytes[$0]) } }
    let scale = ChartScale(places.map(\.sum), steps: 1024)
    return SVGChart(
      title: "Bytes", parts: kinds.map { SVGChart.Part(name: $0.wordsOfAll, color: Self.color($0)) }, places: places,
      scale: scale, remark: remark(scale, places, Self.size), text: Self.size)
  }

  private func pagesChart(_ groups: CheckpointGroups) -> SVGChart {
    let places = places(groups) { [$0.mean($0.totals.pages)] }
    let scale = ChartScale(places.map(\.sum), steps: 1000)
    return SVGChart(
      title: "Pages sent", parts: [SVGChart.Part(name: "pages", color: 0)], places: places, scale: scale,
      remark: remark(scale, places, Self.count), text: Self.count)
  }

  private func ratioChart(_ groups: CheckpointGroups) -> SVGChart {
    let places = places(groups) { $0.totals.delta?.ratio.map { [$0] } ?? [] }
    return SVGChart(
      title: "Ratio: page bytes by encoded bytes", parts: [SVGChart.Part(name: "ratio", color: 0)], places: places,
      scale: ChartScale(top: ChartScale(places.map(\.sum), steps: 1000).top), isCurve: true,
      text: { NumberText.decimal($0) })
  }

  private func sharesChart(_ groups: CheckpointGroups) -> SVGChart {
    let places = places(groups) { group in
      guard let delta = group.totals.delta, delta.pages > 0 else { return [] }
      return [delta.delta, delta.full, delta.empty].map { Double($0) / Double(delta.pages) }
    }
    let parts = [("delta", 1), ("full", 0), ("empty", 6)].map { SVGChart.Part(name: $0.0, color: $0.1) }
    return SVGChart(
      title: "How compressed pages travelled", parts: parts, places: places, scale: ChartScale(top: 1),
      text: { "\(NumberText.decimal($0 * 100, places: 0)) %" })
  }

  private static func color(_ kind: ByteKind) -> Int {
    switch kind {
    case .pageData: 0
    case .compressedData: 1
    case .pfnArrays: 2
    case .metadata: 3
    case .tail: 4
    case .framing: 6
    case .unknown: 5
    }
  }

  private static func size(_ bytes: Double) -> String { NumberText.size(UInt64(min(max(bytes, 0), 1e18))) }
  private static func count(_ number: Double) -> String {
    guard number >= 10 || number == number.rounded() else { return NumberText.decimal(number) }
    return NumberText.grouped(UInt64(min(max(number, 0), 1e18)))
  }

  // MARK: Figures

  /// Average, median, 95th percentile and largest of what is charted, without the first image.
  private func writeSpreads() {
    let later = index.checkpoints.indices.dropFirst()
    let heads: [TextTable.Column] = [
      .words("of a checkpoint"), .number("average"), .number("median"), .number("95 % are below"), .number("largest"),
      .number("at"),
    ]
    html.beginTable("Checkpoints behind the first image", heads)
    writeSpread(heads, "bytes", later.map { ($0, Double(index.checkpoints[$0].length)) }, Self.size)
    writeSpread(heads, "pages", later.map { ($0, Double(index.totals(ofCheckpoint: $0).pages)) }, Self.count)
    let ratios = later.compactMap { checkpoint in
      index.totals(ofCheckpoint: checkpoint).delta?.ratio.map { (checkpoint: checkpoint, value: $0) }
    }
    writeSpread(heads, "ratio", ratios) { NumberText.decimal($0) }
    html.endTable()
  }

  private func writeSpread(
    _ heads: [TextTable.Column], _ name: String, _ values: [(checkpoint: Int, value: Double)],
    _ text: (Double) -> String
  ) {
    guard let spread = Spread(values.map(\.value)) else { return }
    html.row(
      heads,
      [name] + [spread.mean, spread.median, spread.high, spread.most].map(text)
        + ["\(values[spread.placeOfMost].checkpoint)"])
  }

  /// Where the bytes of all checkpoints went.
  private func writeBytes() {
    let bytes = index.totals.bytes
    guard bytes.sum > 0 else { return }
    html.beginSection("Where the bytes went")
    let heads: [TextTable.Column] = [.words("kind"), .number("bytes"), .number("size"), .number("part")]
    html.beginTable("All checkpoints together", heads)
    for kind in ByteKind.byWeight where bytes[kind] > 0 {
      html.row(
        heads,
        [
          kind.wordsOfAll, NumberText.grouped(bytes[kind]), NumberText.size(bytes[kind]),
          NumberText.percent(bytes[kind], of: bytes.sum),
        ])
    }
    html.endTable()
    html.markup("</section>\n")
  }
}
