/// A batch, and what its entries are as rows.
struct PageBatch {
  let row: BatchRow
  let checkpoint: Int
  /// The place within the checkpoint.
  let number: Int
  /// Bytes of a word of the PFN array, and the words that the capture holds.
  let wordBytes: Int
  let wordCount: Int
  /// Bytes of the capture.
  let size: UInt64

  /// The file offset of the PFN array.
  private var array: UInt64 { row.offset + 4 }

  /// The row of the entry at a place in the PFN array.
  func pageRow(at place: Int, _ entry: LegacyEntry, _ content: PageContent) -> PageRow {
    PageRow(
      checkpoint: checkpoint, iteration: row.iteration, batch: number, index: place, pfn: entry.pfn, type: entry.type,
      encoding: content.encoding, offset: content.offset, length: content.length, delta: content.counts,
      entryOffset: array + UInt64(place * wordBytes))
  }

  /// The page image for the entry that has so many entries with content before it in the batch.
  func image(behind contents: UInt64) -> PageContent {
    let offset = array + UInt64(wordCount * wordBytes) + contents * UInt64(pageSize)
    guard !row.isCut, offset < size else { return .missing }
    let length = min(UInt64(pageSize), size - offset)
    guard length == UInt64(pageSize) else { return PageContent(encoding: .missing, offset: offset, length: length) }
    return PageContent(encoding: row.isVerify ? .verify : .raw, offset: offset, length: length)
  }
}

/// How and where the content of an entry travels.
struct PageContent {
  var encoding: PageEncoding
  var offset: UInt64?
  var length: UInt64?
  var counts: DeltaCounts?

  static let missing = PageContent(encoding: .missing)
}
