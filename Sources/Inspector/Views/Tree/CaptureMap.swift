@_spi(Measuring) import SaveStream

/// The whole capture as cells below a short tree: where the selected node lies in it, where checkpoints begin, and
/// where findings are.
struct CaptureMap {
  let node: TreeNode?
  let scene: Scene

  /// Rows that are worth the room, and that a key can be kept waiting for.
  static let fewestRows = 8
  private var mostRows: Int { scene.index.checkpoints.count < 1000 ? 32 : 16 }
  /// Rows around the cells: the head and the legend.
  private static let otherRows = 2

  func draw(into grid: inout Grid) {
    let size = scene.index.size
    let label = NumberText.hex(size).utf8.count + 2
    let columns = grid.region.columns - label - 1
    guard size > 0, columns >= 16 else { return }
    let rows = max(1, min(grid.region.rows - Self.otherRows, mostRows))
    let cells = UInt64(columns) * UInt64(rows)
    let unit = (size - 1) / cells + 1
    grid.rule(
      row: 0, title: "the whole capture, \(NumberText.size(unit, scene.units)) a cell", glyphs: scene.glyphs,
      isFocused: false)
    var before = checkpoints(startingBefore: 0)
    for row in 0..<rows {
      let first = UInt64(row) * UInt64(columns) * unit
      guard first < size else { break }
      grid.put(NumberText.hex(first), row: row + 1, endingAt: label - 1, style: .offset)
      for column in 0..<columns {
        let start = first + UInt64(column) * unit
        guard start < size else { break }
        let range = start..<min(start + unit, size)
        let after = checkpoints(startingBefore: range.upperBound)
        let cell = look(of: range, beginsCheckpoint: after > before)
        before = after
        grid.set(cell, row: row + 1, column: label + column)
      }
    }
    grid.put(legend, row: rows + 1, column: label, limit: columns)
  }

  private func checkpoints(startingBefore offset: UInt64) -> Int {
    scene.index.checkpoints.partitioningIndex { $0.offset < offset }
  }

  /// What matters most in a cell.
  private func look(of range: Range<UInt64>, beginsCheckpoint: Bool) -> Grid.Cell {
    let glyphs = scene.glyphs
    if !scene.index.findings.isEmpty, let severity = scene.findings.worst(in: range) {
      let sign = severity.sign(glyphs).unicodeScalars.first ?? "!"
      return Grid.Cell((severity == .note ? "i" : sign).value, severity.style)
    }
    if let node, node.offset < range.upperBound, node.end > range.lowerBound || node.offset >= range.lowerBound {
      return Grid.Cell(glyphs.bar.value, .barFraming)
    }
    return beginsCheckpoint
      ? Grid.Cell(glyphs.vertical.value, .heading) : Grid.Cell(glyphs.barEmpty.value, .dim)
  }

  private var legend: [StyledText] {
    let glyphs = scene.glyphs
    var legend = [
      StyledText(String(glyphs.bar), .barFraming), StyledText(" the node  ", .dim),
      StyledText(String(glyphs.vertical), .heading), StyledText(" a checkpoint begins  ", .dim),
    ]
    for severity in [Severity.error, .warning, .note] where scene.index.findingCounts[severity] ?? 0 > 0 {
      let sign = severity == .note ? "i" : severity.sign(glyphs)
      legend += [StyledText(sign, severity.style), StyledText(" \(severity.rawValue)  ", .dim)]
    }
    return legend
  }
}
