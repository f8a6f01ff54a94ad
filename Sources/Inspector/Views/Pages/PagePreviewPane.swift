@_spi(Measuring) import SaveStream

/// The page of the row under the cursor, beside the rows where there is room for it: what was sent of it, where it
/// changed, its bytes.
struct PagePreviewPane: Sendable {
  private(set) var preview: PagePreview?
  private var bytes = PageBytes()
  /// The page that was asked for.
  private var asked: (pfn: UInt64, checkpoint: Int)?

  /// Columns of the screen from which on there is one.
  static let fewestScreenColumns = 160
  /// Lines above the bytes, but for those of the reason.
  private static let factRows = 5
  /// Lines that the reason takes where it has no room behind what was sent.
  private var reasonRows = 0
  private static let mostReasonRows = 2

  /// What was read may have changed.
  mutating func forget() { asked = nil }

  /// What has to be read to show the page of a row; nil where it is there, or on its way.
  /// - Parameter why: why the page was sent in whole, as a sentence; nil where it was not, or that is not known.
  mutating func prepare(_ row: PageRow, why: String?, size: Rect) -> ReadRequest? {
    reasonRows = Self.reasonLines(row, why, columns: size.columns).count
    bytes.fit(bytesArea(size))
    guard asked.map({ $0 != (row.pfn, row.checkpoint) }) ?? true else { return nil }
    asked = (row.pfn, row.checkpoint)
    return .pagePreview(pfn: row.pfn, checkpoint: row.checkpoint)
  }

  mutating func take(_ preview: PagePreview) {
    guard asked.map({ $0 == (preview.pfn, preview.checkpoint) }) ?? false else { return }
    self.preview = preview
    bytes.arrive(at: preview)
  }

  mutating func scroll(by rows: Int, size: Rect) { bytes.scroll(by: rows, size: bytesArea(size)) }

  private func bytesArea(_ size: Rect) -> Rect {
    let above = Self.factRows + reasonRows
    return Rect(row: above, column: 0, rows: max(size.rows - above, 1), columns: size.columns)
  }

  /// What was sent, behind the encoding.
  private static func sent(_ row: PageRow) -> String {
    var words = row.length.map { ", \(NumberText.counted($0, "byte"))" } ?? ""
    if let delta = row.delta {
      let (runs, literals) = (UInt64(delta.runs), UInt64(delta.literalWords))
      words += ", \(NumberText.counted(runs, "run")) with \(NumberText.counted(literals, "word"))"
    }
    return words
  }

  /// The lines of the reason; none where it stands behind what was sent.
  private static func reasonLines(_ row: PageRow, _ why: String?, columns: Int) -> [String] {
    guard let why, TextWidth.of("\(row.encoding.rawValue)\(sent(row)). \(why)") + 2 > columns else { return [] }
    return Array(TextWidth.wrapped(why, columns - 2).prefix(mostReasonRows))
  }
}

extension PagePreviewPane {
  /// - Parameter why: why the page was sent in whole, as a sentence; nil where it was not, or that is not known.
  func draw(_ row: PageRow, why: String?, into grid: inout Grid, _ scene: Scene) {
    let (rows, columns) = (grid.region.rows, grid.region.columns)
    let title = "page \(NumberText.hex(row.pfn)) at the end of checkpoint \(row.checkpoint)"
    grid.rule(
      row: 0, title: title, glyphs: scene.glyphs, isFocused: false, key: scene.keys.keyName(of: .page, in: .pages))
    let reason = Self.reasonLines(row, why, columns: columns)
    let end = grid.put(row.encoding.rawValue, row: 1, column: 1, style: row.encoding.style)
    let behind = reason.isEmpty ? why.map { ". \($0)" } ?? "" : ""
    grid.put(Self.sent(row) + behind, row: 1, column: end, limit: columns - end - 1)
    for (line, words) in reason.enumerated() { grid.put(words, row: 2 + line, column: 1) }
    let next = 2 + reason.count
    guard let preview, preview.pfn == row.pfn, preview.checkpoint == row.checkpoint else { return }
    guard preview.page != nil else {
      grid.put("The page is not there at the end of this checkpoint.", row: next, column: 1, style: .dim)
      return
    }
    if let changed = preview.changed {
      let cells = [64, 32].first { $0 + 2 <= columns } ?? 16
      let words = "\(NumberText.counted(changed.count, "word")) changed\(MarkedWords(count: changed.count).remark)"
      grid.put("\(words); \(wordsPerPage / cells) words a cell", row: next, column: 1, style: .dim, limit: columns - 2)
      RunMapGrid.drawStrip(cells: cells, into: &grid, row: next + 1, column: 1) {
        RunMapGrid.look(changed.effect(on: $0), row.encoding.style, scene.glyphs)
      }
    } else {
      grid.put("There was no such page before.", row: next, column: 1, style: .dim)
    }
    let area = bytesArea(Rect(row: 0, column: 0, rows: rows, columns: columns))
    grid.inside(Rect(row: area.row - 1, column: 0, rows: area.rows + 1, columns: columns)) {
      bytes.draw(preview, into: &$0, scene.glyphs, isFocused: false, PageMatches(of: scene.pattern, in: preview.bytes))
    }
  }
}

/// The page as its bytes are shown: what its checkpoint changed is lit.
extension PagePreview: LitPage {
  var bytes: [UInt8] { page?.bytes ?? [] }
  var title: String { "" }
  func isNew(word: Int) -> Bool { changed?[word] ?? false }
  func isSent(word: Int) -> Bool { false }
}
