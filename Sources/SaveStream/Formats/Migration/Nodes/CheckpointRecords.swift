/// The records of a checkpoint of a v2 or v3 stream, in their order.
///
/// PAGE_DATA records come from the index; those between them, and behind the last, are found by their lengths.
struct CheckpointRecords {
  let checkpoint: Int
  let reader: TreeReader

  /// A record of the stream, or PAGE_DATA records that follow each other without a gap: these stay one item, so that
  /// the list of a body of many gigabytes is short.
  enum Item: Sendable {
    /// PAGE_DATA records, by their places in the checkpoint.
    case pages(Range<Int>)
    case record(RecordHead, name: String)
    case unknown(Range<UInt64>, name: String)

    /// How many nodes it stands for.
    var nodeCount: Int {
      guard case .pages(let range) = self else { return 1 }
      return range.count
    }
  }

  private var row: CheckpointRow { reader.index.checkpoints[checkpoint] }
  fileprivate var order: ByteOrder { reader.index.entryFormat.order }

  /// The file offsets of the body: up to the last page, or all there is of a checkpoint that has no end.
  var body: Range<UInt64> { row.offset..<(row.bodyEnd ?? row.end) }

  /// What stands behind the pages: records of libxc up to the one that ends the checkpoint, and records of the layer
  /// around the stream.
  struct Rest {
    let heads: [RecordHead]
    /// Those of libxc; file offsets.
    let tail: Range<UInt64>
    /// Those of the layer around it; file offsets.
    let outer: Range<UInt64>
  }

  /// What stands behind the pages; nothing of a checkpoint that has no end.
  func rest() -> Rest {
    let (start, end) = (body.upperBound, row.end)
    guard row.bodyEnd != nil else { return Rest(heads: [], tail: start..<start, outer: start..<start) }
    let heads = RecordHead.list(in: start..<max(start, end), order, reader) { head in
      let type = MigrationRecordType(rawValue: head.type)
      return type == .checkpoint || type == .end
    }
    let tailEnd = min(heads.last?.end ?? start, end)
    return Rest(heads: heads, tail: start..<tailEnd, outer: tailEnd..<max(tailEnd, end))
  }

  /// The heads of the records between the pages.
  var headsInBody: [RecordHead] {
    bodyItems().compactMap { item in if case .record(let head, _) = item { head } else { nil } }
  }

  // MARK: Items

  /// The items of the body.
  func bodyItems() -> [Item] {
    let index = reader.index
    var finder = ItemFinder(records: self, position: body.lowerBound)
    let rows = index.rows(of: checkpoint)
    var (row, number) = (rows.lowerBound, 0)
    while row < rows.upperBound {
      let record = index.rowsOfRecord(atRow: row)
      finder.walkGap(upTo: min(index.entryRows[row].start, body.upperBound))
      finder.add(pages: number, upTo: endOfPages(record))
      row = max(row + 1, record.upperBound)
      number += 1
    }
    finder.walkGap(upTo: body.upperBound)
    return finder.items
  }

  /// The items of a range without pages.
  func items(in range: Range<UInt64>) -> [Item] {
    var finder = ItemFinder(records: self, position: range.lowerBound)
    finder.walkGap(upTo: range.upperBound)
    return finder.items
  }

  /// Where a PAGE_DATA record ends that has these rows. Its head is read only where its entries and images do not lead
  /// to the next record.
  func endOfPages(_ rows: Range<Int>) -> UInt64 {
    let index = reader.index
    guard let last = rows.last, !index.entryRows[last].isCut else { return body.upperBound }
    if let end = index.placedEnd(ofRow: last) { return min(end, body.upperBound) }
    var end = index.entryRows[last].arrayEnd
    if let images = index.images(ofRow: rows.lowerBound) {
      let contents = rows.reduce(UInt64(0)) { $0 + UInt64(index.contents(ofRow: $1).count) }
      end = images &+ contents &* UInt64(pageSize)
    }
    let isNext = rows.upperBound < index.rows(of: checkpoint).upperBound
    guard end != (isNext ? index.entryRows[rows.upperBound].start : body.upperBound) else { return end }
    let window = ByteWindow(reader.capture, correctedBy: index)
    let head = try? RecordHead.read(window, at: index.record(ofRow: rows.lowerBound), order)
    return min(max(head?.end ?? end, index.entryRows[last].arrayEnd), body.upperBound)
  }

  /// Collects items from the start of a range to its end.
  private struct ItemFinder {
    let records: CheckpointRecords
    var items: [Item] = []
    var position: UInt64
    var names = SiblingNames()

    init(records: CheckpointRecords, position: UInt64) {
      self.records = records
      self.position = position
    }

    mutating func add(pages number: Int, upTo end: UInt64) {
      if case .pages(let range) = items.last, range.upperBound == number {
        items[items.count - 1] = .pages(range.lowerBound..<number + 1)
      } else {
        items.append(.pages(number..<number + 1))
      }
      position = max(position, end)
    }

    /// Adds the records from here to `limit`, and the holes between them.
    mutating func walkGap(upTo limit: UInt64) {
      let index = records.reader.index
      while position < limit, index.nextHole(from: position) < limit {
        walk(upTo: index.nextHole(from: position))
        guard let hole = index.hole(at: position) else { break }
        let end = min(hole.end, limit)
        items.append(.unknown(position..<end, name: names.unique("unknown")))
        position = end
      }
      walk(upTo: limit)
    }

    private mutating func walk(upTo limit: UInt64) {
      for head in RecordHead.list(in: position..<max(position, limit), records.order, records.reader) {
        items.append(.record(head, name: names.unique(RecordNodes.name(head, records.reader))))
        position = min(head.end, limit)
      }
      if position < limit {
        items.append(.unknown(position..<limit, name: names.unique("unknown")))
        position = limit
      }
    }
  }
}
