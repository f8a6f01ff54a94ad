@_spi(Measuring) import SaveStream

/// The small maps of the dashboard: what is where in the guest's memory, and what its pages look like, at the end of
/// the last complete checkpoint.
struct SummaryMemory: Sendable {
  private var extent: MapExtent?
  private var hasAskedExtent = false
  private var strip: MemoryStrip?
  private var overview: MemoryOverview?
  private var isStopped = false

  /// Sends that are looked at without having been asked for: a table of them takes eight bytes each.
  private static let mostSends: UInt64 = 1 << 22

  /// Whether there is something to show.
  static func isOf(_ index: IndexSnapshot) -> Bool {
    index.contentCount > 0 && index.contentCount <= mostSends && !index.checkpoints.isEmpty
  }

  mutating func indexChanged() { self = SummaryMemory() }

  mutating func take(_ extent: MapExtent?) { self.extent = extent }

  mutating func take(_ overview: MemoryOverview) {
    if overview.area == self.overview?.area { self.overview = overview }
  }

  mutating func workStopped(_ kind: WorkKind) {
    if kind == .overview || kind == .sends, overview?.isFinished != true { isStopped = true }
  }

  /// Asks for what is missing. All panels show the same cells, as many as the smallest has room for.
  mutating func prepare(_ panels: [(panel: SummaryPanel, area: Rect)], _ scene: inout Scene) {
    let areas = panels.compactMap { panel, area in if case .memory = panel { area } else { nil } }
    guard let columns = areas.map(\.columns).min(), let rows = areas.map(\.rows).min() else { return }
    // The verdict comes first.
    guard scene.index.isFinished, !scene.work.isRunning(.secondPass), !isStopped else { return }
    guard let extent else {
      if !hasAskedExtent { scene.read(.mapExtent(.summary)) }
      hasAskedExtent = true
      return
    }
    let fitting = MemoryStrip(extent, columns: columns, rows: rows - Self.otherRows(columns))
    guard let fitting, fitting != strip || overview == nil else { return }
    strip = fitting
    let wanted = MemoryOverview(fitting.area(checkpoint: Self.checkpoint(scene.index)))
    guard wanted.area != overview?.area else { return }
    overview = wanted
    scene.work(.overview(wanted.area))
  }

  private static func checkpoint(_ index: IndexSnapshot) -> Int {
    index.lastCompleteCheckpoint ?? max(index.checkpoints.count, 1) - 1
  }

  /// The head and the legend, which has two lines where not all of it fits into one.
  private static func otherRows(_ columns: Int) -> Int { columns < 96 ? 3 : 2 }

  func draw(_ look: MapLook, into grid: inout Grid, key: String?, _ scene: Scene) {
    let checkpoint = Self.checkpoint(scene.index)
    guard let strip, let overview else {
      grid.rule(row: 0, title: title(look, checkpoint, nil), glyphs: scene.glyphs, isFocused: false, key: key)
      grid.put(isStopped ? "not looked at" : "being looked at", row: 1, column: 1, style: .dim)
      return
    }
    let title = title(look, checkpoint, strip)
    grid.rule(row: 0, title: title, glyphs: scene.glyphs, isFocused: false, key: key)
    let signs = overview.cells.indices.map { sign(ofCell: $0, look, overview, strip) }
    let known = Self.legend(signs, look, strip)
    draw(legend(known, look, overview, scene.glyphs), into: &grid)
    strip.draw(into: &grid, row: Self.otherRows(grid.region.columns), scene.glyphs) { place in
      (signs.indices.contains(place) ? signs[place] : nil)?.cell(scene.glyphs) ?? .blank
    }
  }

  private func title(_ look: MapLook, _ checkpoint: Int, _ strip: MemoryStrip?) -> String {
    let pages = strip.map { ", \(NumberText.counted($0.pagesPerCell, "page")) a cell" } ?? ""
    let looked = ContentCount.pagesPerCell
    let isPart = look == .content && strip.map { $0.pagesPerCell > looked } ?? false
    return "memory \(look.title)\(isPart ? " of \(looked) pages a cell" : "") at checkpoint \(checkpoint)\(pages)"
  }

  private func sign(ofCell place: Int, _ look: MapLook, _ overview: MemoryOverview, _ strip: MemoryStrip) -> MapSign? {
    guard let cell = overview.cells[place] else { return nil }
    guard look == .content else {
      return look.sign(of: cell, pfns: strip.pagesPerCell, checkpoint: overview.area.checkpoint)
    }
    guard cell.pages > 0 else { return .absent }
    return overview.classes.indices.contains(place) ? overview.classes[place].map(MapSign.content) : nil
  }

  /// The signs that there are, in the order of the look, and the cells that have each.
  private static func legend(
    _ signs: [MapSign?], _ look: MapLook, _ strip: MemoryStrip
  ) -> [(sign: MapSign, count: Int)] {
    var counts: [String: Int] = [:]
    for sign in signs { if let sign { counts[sign.words, default: 0] += 1 } }
    return look.signs(pfnsPerCell: strip.pagesPerCell).compactMap { sign in
      counts[sign.words].map { (sign: sign, count: $0) }
    }
  }

  /// Each sign with its meaning; behind what pages look like, their share of those that are there.
  private func legend(
    _ known: [(sign: MapSign, count: Int)], _ look: MapLook, _ overview: MemoryOverview, _ glyphs: Glyphs
  ) -> [[StyledText]] {
    let there = known.filter { $0.sign != .absent }.reduce(0) { $0 + $1.count }
    var legend = known.map { sign, count in
      let isShare = look == .content && overview.isFinished && sign != .absent
      let share = isShare ? " \(NumberText.percent(UInt64(count), of: UInt64(there)))" : ""
      return [
        StyledText(String(sign.glyph(glyphs)), sign.style), StyledText(" \(sign.words)\(share)  ", .dim),
      ]
    }
    if look == .content, !overview.isFinished { legend.append([StyledText(isStopped ? "stopped" : "so far", .dim)]) }
    return legend
  }

  /// Draws the parts of a legend side by side, those that have no room in a second line.
  private func draw(_ legend: [[StyledText]], into grid: inout Grid) {
    var (row, column) = (1, 1)
    for part in legend {
      let width = part.reduce(0) { $0 + TextWidth.of($1.text) }
      if column + width > grid.region.columns, row + 1 < Self.otherRows(grid.region.columns) { (row, column) = (2, 1) }
      column = grid.put(part, row: row, column: column)
    }
  }

  /// The PFN under a cell of a panel.
  func pfn(row: Int, column: Int, _ area: Rect) -> UInt64? {
    area.contains(row: row, column: column)
      ? strip?.pfn(row: row - area.row - Self.otherRows(area.columns), column: column - area.column) : nil
  }

  /// Where a click on a PFN leads.
  static func place(of pfn: UInt64, _ index: IndexSnapshot) -> Place { .map(pfn: pfn, checkpoint: checkpoint(index)) }
}
