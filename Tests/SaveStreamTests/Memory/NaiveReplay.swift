import SaveStream

/// Guest memory by the plain way: every entry of every checkpoint in its order, applied to a dictionary of pages.
struct NaiveReplay {
  struct Page: Equatable {
    let type: PageType
    var bytes: [UInt8]
  }

  /// Pages by PFN.
  private(set) var pages: [UInt64: Page] = [:]

  private let rows: PageRows

  init(_ capture: Capture, _ index: IndexSnapshot) {
    rows = PageRows(capture: capture, index: index)
  }

  /// Applies the entries of a checkpoint.
  mutating func apply(checkpoint: Int) throws {
    for row in try rows.rows(rows.range(ofCheckpoint: checkpoint, contentOnly: false), contentOnly: false) {
      guard row.pfn < rows.index.pfnEnd else { continue }
      switch row.encoding {
      case .raw:
        pages[row.pfn] = Page(type: row.type, bytes: try content(of: row))
      case .full, .delta, .empty:
        var bytes = pages[row.pfn]?.bytes ?? [UInt8](repeating: 0, count: pageSize)
        overwrite(&bytes, with: try content(of: row))
        pages[row.pfn] = Page(type: row.type, bytes: bytes)
      case .none where row.type == .broken: pages[row.pfn] = nil
      case .none, .verify, .missing: break
      }
    }
  }

  private func content(of row: PageRow) throws -> [UInt8] {
    try rows.capture.bytes(at: row.offset ?? 0, count: Int(row.length ?? 0))
  }

  /// Markers by their definition, one after the other.
  private func overwrite(_ page: inout [UInt8], with delta: [UInt8]) {
    if delta == [0] { return }
    if delta.first == 0x80 {
      page = Array(delta[1...])
      return
    }
    var position = 0
    var target = 0
    while position < delta.count {
      let length = Int(delta[position] & 0x7f) * 4
      if delta[position] < 0x80 {
        page.replaceSubrange(target..<target + length, with: delta[position + 1..<position + 1 + length])
        position += length
      }
      position += 1
      target += length
    }
  }
}
