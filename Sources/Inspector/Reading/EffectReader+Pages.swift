@_spi(Measuring) import SaveStream

/// Finding rows of the Pages view.
extension EffectReader {
  /// The position of a row; nil when there is none.
  func position(of target: PageTarget, contentOnly: Bool) throws(CaptureError) -> UInt64? {
    switch target {
    case .entry(let offset): return try position(ofEntryAt: offset, contentOnly: contentOnly)
    case .offset(let offset): return try position(ofContentAt: offset, contentOnly: contentOnly)
    case .lastSend(let pfn, let checkpoint):
      guard let content = memory?.lastContent(of: pfn, upTo: checkpoint) else { return nil }
      return contentOnly ? content : try pages.rows(content..<content + 1, contentOnly: true).first.flatMap(entry(of:))
    }
  }

  private func position(ofEntryAt offset: UInt64, contentOnly: Bool) throws(CaptureError) -> UInt64? {
    guard let row = index.row(at: offset) else { return nil }
    let entry = row.entry(at: offset)
    guard contentOnly else { return min(row.firstEntry + UInt64(entry), max(index.entryCount, 1) - 1) }
    let rows = try pages.rows(row.firstContent..<row.firstContent + UInt64(row.count), contentOnly: true)
    let word = row.array + UInt64(entry * row.wordBytes)
    let place = rows.firstIndex { $0.entryOffset >= word } ?? max(rows.count, 1) - 1
    return rows.isEmpty ? nil : row.firstContent + UInt64(place)
  }

  /// Contents lie in the order of their rows, so their offsets are bisected; rows without content in between are
  /// stepped over.
  private func position(ofContentAt offset: UInt64, contentOnly: Bool) throws(CaptureError) -> UInt64? {
    var low: UInt64 = 0
    var high = index.contentCount
    while low < high {
      let middle = low + (high - low) / 2
      let probe = try pages.rows(middle..<min(middle + Self.probe, high), contentOnly: true)
      guard let place = probe.firstIndex(where: { $0.offset != nil }) else {
        high = middle
        continue
      }
      let row = probe[place]
      if (row.offset ?? 0) + (row.length ?? 0) <= offset {
        low = middle + UInt64(place) + 1
      } else {
        high = middle
      }
    }
    guard
      let row = try pages.rows(low..<min(low + Self.probe, index.contentCount), contentOnly: true).first(where: {
        $0.offset != nil
      })
    else { return nil }
    return contentOnly ? low : entry(of: row)
  }

  /// The position among all entries of a row.
  private func entry(of row: PageRow) -> UInt64? {
    index.row(at: row.entryOffset).map { $0.firstEntry + UInt64($0.entry(at: row.entryOffset)) }
  }

  /// Rows looked at for one with content.
  private static let probe: UInt64 = 64
}
