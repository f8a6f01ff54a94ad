@_spi(Measuring) import SaveStream

/// Where the pages that are listed differ: read for those on the screen, some at a time, and kept for a while.
struct DiffStrips: Sendable {
  private var known: [UInt64: ChangedWords] = [:]
  /// Those that were read, or could not be.
  private var asked: Set<UInt64> = []

  /// Pages that are read at once: each takes up to 128 deltas.
  private static let pagesAtOnce = 8
  /// Pages that are kept: 128 bytes each.
  private static let most = 1 << 14

  subscript(pfn: UInt64) -> ChangedWords? { known[pfn] }

  /// What was read may have changed.
  mutating func forget() { self = DiffStrips() }

  /// Whether some of these pages are still to be read.
  func isMissing(_ pages: [PageDifference]) -> Bool { pages.contains { Self.hasStrip($0) && !asked.contains($0.pfn) } }

  /// The next of some pages to be read; they count as read from now on.
  mutating func next(of pages: [PageDifference]) -> [UInt64] {
    let missing = pages.filter { Self.hasStrip($0) && !asked.contains($0.pfn) }.prefix(Self.pagesAtOnce).map(\.pfn)
    if asked.count > Self.most, !missing.isEmpty { forget() }
    asked.formUnion(missing)
    return missing
  }

  mutating func take(_ words: [UInt64: ChangedWords]) { known.merge(words) { $1 } }

  /// Whether there is something to tell: a page on both sides that is not the same.
  private static func hasStrip(_ page: PageDifference) -> Bool { page.change == .changed }
}

extension DiffView {
  /// The pages on the screen.
  private func shownPages(_ scene: Scene) -> [PageDifference] {
    guard let rows, answer?.request == request else { return [] }
    return cursor.visible(count: rows.count, height: height(scene)).compactMap { place in
      if case .page(let page)? = rows[place] { page } else { nil }
    }
  }

  mutating func prepareStrips(_ request: DiffRequest, _ scene: inout Scene) {
    let missing = strips.next(of: shownPages(scene))
    if !missing.isEmpty { scene.read(.comparedWords(missing, of: request)) }
  }

  func isBehind(_ scene: Scene) -> Bool { list.total < total(scene) || strips.isMissing(shownPages(scene)) }

  /// Draws where a page differs.
  func drawStrip(of page: PageDifference, into grid: inout Grid, line: Int, _ columns: DiffColumns, _ glyphs: Glyphs) {
    guard let changed = strips[page.pfn] else { return }
    RunMapGrid.drawStrip(cells: columns.stripCells, into: &grid, row: line, column: columns.from) {
      RunMapGrid.look(changed.effect(on: $0), .value, glyphs)
    }
  }
}
