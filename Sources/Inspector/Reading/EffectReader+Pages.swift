import SaveStream

/// Finding rows of the Pages view.
extension EffectReader {
  /// The position of a row; nil when there is none.
  func position(of target: PageTarget, contentOnly: Bool) throws(CaptureError) -> UInt64? {
    switch target {
    case .entry(let offset, let index): return try position(ofEntry: index, at: offset, contentOnly: contentOnly)
    case .offset(let offset): return try position(ofContentAt: offset, contentOnly: contentOnly)
    case .lastSend(let pfn, let checkpoint):
      guard let content = memory?.lastContent(of: pfn, upTo: checkpoint) else { return nil }
      return contentOnly ? content : try pages.rows(content..<content + 1, contentOnly: true).first.flatMap(entry(of:))
    }
  }

  /// The batch that begins at or before a file offset, nil when none does.
  private func batch(holding offset: UInt64) -> Int? {
    let next = index.batches.partitioningIndex { $0.offset <= offset }
    return next == 0 ? nil : next - 1
  }

  private func position(ofEntry entry: Int, at offset: UInt64, contentOnly: Bool) throws(CaptureError) -> UInt64? {
    guard let number = batch(holding: offset) else { return nil }
    let batch = index.batches[number]
    let position = batch.firstEntry + UInt64(clamping: entry)
    guard contentOnly else { return min(position, max(index.entryCount, 1) - 1) }
    let rows = try pages.rows(batch.firstContent..<batch.firstContent + UInt64(batch.count), contentOnly: true)
    let place = rows.firstIndex { $0.index >= entry } ?? max(rows.count, 1) - 1
    return rows.isEmpty ? nil : batch.firstContent + UInt64(place)
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
    let checkpoints = index.checkpoints
    guard row.checkpoint < checkpoints.count else { return nil }
    let number = checkpoints[row.checkpoint].firstBatch + row.batch
    guard number < index.batches.count else { return nil }
    return index.batches[number].firstEntry + UInt64(row.index)
  }

  /// Rows looked at for one with content.
  private static let probe: UInt64 = 64
}
