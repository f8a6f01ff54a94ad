@_spi(Measuring) import SaveStream

/// The checkpoints one by one, and what all of them sent.
extension SummaryText {
  /// Rows that are shown of the checkpoints where nothing else decides.
  static let usualCheckpointRows = 9
  /// Lines around these rows: heading, heads of columns, the blank line behind.
  static let otherCheckpointLines = 3

  /// The checkpoints: all where they are few, else the first and the last ones.
  /// - Parameter most: rows at most, three at least.
  func checkpoints(most: Int = usualCheckpointRows) -> [[StyledText]] {
    let count = index.checkpoints.count
    guard count > 0 else { return [] }
    let rows = max(most, 3)
    let first = count <= rows ? count : rows / 2
    let last = count <= rows ? 0 : rows - 1 - first
    let shown = Array(0..<first) + Array(count - last..<count)
    let column = max(
      12, shown.map { TextWidth.of(NumberText.size(index.checkpoints[$0].length, scene.units)) + 2 }.max() ?? 0)
    let head = "   ckpt      offset" + TextWidth.right("length", column) + "     pages  ratio  state"
    var lines = [[StyledText("Checkpoints", .heading)], [StyledText(head, .dim)]]
    for (place, position) in shown.enumerated() {
      if place == first {
        let way = scene.keys.keyName(of: .view(.checkpoints), in: .summary).map { "; \($0) lists them" } ?? ""
        let more = NumberText.grouped(count - first - last)
        lines.append([StyledText("  \(scene.glyphs.ellipsis) \(more) more\(way)", .dim)])
      }
      lines.append(checkpoint(position, lengthColumn: column))
    }
    return lines + [[]]
  }

  private func checkpoint(_ position: Int, lengthColumn: Int) -> [StyledText] {
    let row = index.checkpoints[position]
    let totals = index.totals(ofCheckpoint: position)
    let ratio = totals.delta?.ratio.map { NumberText.decimal($0) } ?? ""
    let state = CheckpointState(ofCheckpoint: position, in: index)
    return [
      StyledText(TextWidth.right("\(position)", 7), .name),
      StyledText(TextWidth.right(NumberText.hex(row.offset), 12), .offset),
      StyledText(TextWidth.right(NumberText.size(row.length, scene.units), lengthColumn)),
      StyledText(TextWidth.right(NumberText.grouped(totals.pages), 10)),
      StyledText(TextWidth.right(ratio, 7) + "  "), StyledText(state.words, state.style),
    ]
  }

  /// The pages of all checkpoints by the way they travelled, as one stacked bar; nothing where all travelled alike.
  func howPagesTravelled() -> [[StyledText]] {
    let sums = CheckpointSeries.Point(bytes: 0, index.totals)
    let parts = ChartMetric.stacked.reversed().map { (encoding: $0, count: sums.pages(as: $0)) }.filter { $0.count > 0 }
    guard parts.count > 1 else { return [] }
    let legend = parts.flatMap { encoding, count in
      [
        StyledText("  \(encoding.fill(scene.glyphs))", encoding.style),
        StyledText(" \(encoding.rawValue) \(NumberText.percent(count, of: sums.pages))", .dim),
      ]
    }
    return [[StyledText("How pages travelled", .heading)], bar(of: parts, sum: sums.pages), legend, []]
  }

  private func bar(of parts: [(encoding: PageEncoding, count: UInt64)], sum: UInt64) -> [StyledText] {
    let room = max(width - 4, 4)
    var bar = [StyledText("  ")]
    var (passed, start) = (UInt64(0), 0)
    for (encoding, count) in parts {
      passed += count
      let end = Int((Double(passed) / Double(max(sum, 1)) * Double(room)).rounded())
      bar.append(StyledText(String(repeating: String(encoding.fill(scene.glyphs)), count: end - start), encoding.style))
      start = end
    }
    return bar
  }

  /// Entries of all checkpoints by page type, as bars.
  func pagesByType() -> [[StyledText]] {
    let counts = PageType.all.map { (type: $0, count: index.totals.entriesByType[Int($0.rawValue)]) }
      .filter { $0.count > 0 }.sorted { ($1.count, $0.type.rawValue) < ($0.count, $1.type.rawValue) }
    guard !counts.isEmpty else { return [] }
    let sum = counts.reduce(0) { $0 &+ $1.count }
    let column = max(10, TextWidth.of(NumberText.grouped(counts[0].count)))
    let room = max(width - 26 - column, 4)
    return [[StyledText("Entries by page type", .heading)]]
      + counts.map { type, count in
        [
          StyledText("  " + TextWidth.left(type.name, 16)),
          StyledText(TextWidth.right(NumberText.grouped(count), column) + " ", .value),
          StyledText(TextWidth.right(NumberText.percent(count, of: sum), 5) + " ", .dim),
          StyledText(
            BarText.of(Double(count) / Double(max(sum, 1)), cells: room, scene.glyphs),
            type.pageTableLevel == nil ? .typeOrdinary : .typeTable),
        ]
      } + [[]]
  }
}
