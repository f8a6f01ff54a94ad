@_spi(Measuring) import SaveStream

/// A distribution as bars: that of the checkpoint under the cursor, where there is one, beside that of all.
struct HistogramPanel {
  let kind: HistogramKind
  let checkpoint: Int?
  let here: Side?
  let all: Side
  /// The key that shows another chart.
  let key: String?
  let glyphs: Glyphs

  /// A distribution, and whether all has been counted.
  struct Side {
    /// nil while they are not known.
    let counts: PowerCounts?
    let isFinished: Bool
    /// Whether counting was given up before its end.
    let isStopped: Bool

    init(_ known: (Distribution, isFinished: Bool)?, _ kind: HistogramKind, isStopped: Bool) {
      counts = kind.counts(of: known?.0)
      isFinished = known?.isFinished ?? false
      self.isStopped = isStopped
    }
  }

  func draw(into grid: inout Grid) {
    grid.rule(row: 0, title: kind.title, glyphs: glyphs, isFocused: false, key: key)
    let values = Self.values(of: [here, all].compactMap { $0?.counts }, rows: grid.region.rows - 2)
    let labels = values.map(Self.words)
    let label = max(4, labels.map { TextWidth.of($0) }.max() ?? 0)
    let first = 1 + label + 1
    for (line, words) in labels.enumerated() {
      grid.put(words, row: line + 2, endingAt: 1 + label, style: .dim)
    }
    var sides = [(all, "all checkpoints", Style.heat1)]
    if let here { sides.insert((here, checkpoint.map { "checkpoint \($0)" } ?? "", .value), at: 0) }
    let half = (grid.region.columns - first - 1) / sides.count
    for (place, (side, name, style)) in sides.enumerated() {
      // A blank parts them.
      let columns = place + 1 < sides.count ? half - 1 : half
      let area = Rect(row: 1, column: first + place * half, rows: grid.region.rows - 1, columns: columns)
      grid.inside(area) { draw(side, name, values, into: &$0, style) }
    }
  }

  private func draw(
    _ side: Side, _ name: String, _ values: [ClosedRange<UInt64>], into grid: inout Grid, _ style: Style
  ) {
    let columns = grid.region.columns
    let head = [words(of: side, name), words(of: side, ""), name]
    let fitting = head.first { TextWidth.of($0) < columns } ?? TextWidth.fitted(name, columns, glyphs)
    grid.put(fitting, row: 0, column: 0, style: .heading, limit: columns - 1)
    guard let counts = side.counts, counts.count > 0 else { return }
    let shares = values.map { values in
      counts.buckets.filter { values.overlaps($0.values) }.reduce(0) { $0 + $1.count }
    }
    let most = shares.max() ?? 0
    let room = max(columns - Self.figureColumns, 1)
    for (line, count) in shares.enumerated() where count > 0 {
      let bar = BarText.of(Double(count) / Double(max(most, 1)), cells: room, glyphs)
      grid.put(bar, row: line + 1, column: 0, style: style)
      let text = NumberText.percent(count, of: counts.count)
      grid.put(text, row: line + 1, column: TextWidth.of(bar) + 1, style: .dim, limit: Self.figureColumns - 1)
    }
  }

  private func words(of side: Side, _ name: String) -> String {
    guard let counts = side.counts else { return "\(name): \(side.isStopped ? "not counted" : "being counted")" }
    guard counts.count > 0 else { return "\(name): none" }
    let average = NumberText.decimal(Double(counts.sum) / Double(counts.count))
    let start = name.isEmpty ? "" : "\(name): "
    return "\(start)\(NumberText.counted(counts.count, kind.unit)), average \(average), up to \(counts.largest)"
      + (side.isFinished ? "" : ", so far")
  }

  /// The rows: values by powers of two, the smallest of them taken together where there are too many.
  private static func values(of counts: [PowerCounts], rows: Int) -> [ClosedRange<UInt64>] {
    let all = Dictionary(grouping: counts.flatMap(\.buckets), by: \.values.lowerBound)
      .compactMap { $0.value.first?.values }.sorted { $0.lowerBound < $1.lowerBound }
    guard all.count > rows, rows > 0, let first = all.first else { return all }
    let kept = all.suffix(rows - 1)
    return [first.lowerBound...(kept.first.map { $0.lowerBound - 1 } ?? first.upperBound)] + kept
  }

  private static func words(_ values: ClosedRange<UInt64>) -> String {
    values.count == 1 ? "\(values.lowerBound)" : "\(values.lowerBound)-\(values.upperBound)"
  }

  /// Cells of a percentage, with a blank before it.
  private static let figureColumns = 6
}
