@_spi(Measuring) import SaveStream

/// The page under the cursor, beside the rows.
extension PagesView {
  /// Where the page under the cursor is shown beside the rows; nil where there is no room for it.
  func previewArea(_ scene: Scene) -> Rect? {
    guard scene.columns >= PagePreviewPane.fewestScreenColumns else { return nil }
    let list = Column.cellsOfAll(scene) + 1
    return Rect(row: 0, column: list, rows: scene.rows, columns: scene.columns - list)
  }

  /// The cells that the rows take.
  func listColumns(_ scene: Scene) -> Int { previewArea(scene).map { $0.column - 1 } ?? scene.columns }

  mutating func preparePreview(_ scene: inout Scene) {
    guard let area = previewArea(scene), scene.index.isFinished, let row = selectedRow, row.type.carriesContent else {
      return
    }
    if let request = preview.prepare(row, why: reasons.sentence(at: row.offset, row.encoding), size: area) {
      scene.read(request)
    }
  }

  mutating func click(row: Int, column: Int, isDouble: Bool, _ scene: inout Scene) {
    let place = cursor.top + row - 1
    guard column <= listColumns(scene) else { return }
    if row == 0 { return sort(byColumnAt: column, &scene) }
    guard row > 0, place < count(scene) else { return }
    select(place: place, scene)
    if isDouble { goToTree(&scene) }
  }
}
