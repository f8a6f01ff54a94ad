/// The records of a checkpoint of a v2 or v3 stream, in their order.
///
/// PAGE_DATA records come from the index; those between them, and behind the last, are found by their lengths.
struct CheckpointRecords {
  let checkpoint: Int
  let reader: TreeReader

  /// A record of the stream, or PAGE_DATA records that follow each other without a gap: these stay one item, so that the
  /// list of a body of many gigabytes is short.
  enum Item: Sendable {
    /// PAGE_DATA records, by their places in the checkpoint.
    case pages(Range<Int>)
    case record(RecordHead, name: String)
    case unknown(Range<UInt64>)

    /// How many nodes it stands for.
    var nodeCount: Int {
      guard case .pages(let range) = self else { return 1 }
      return range.count
    }
  }

  private var row: CheckpointRow { reader.index.checkpoints[checkpoint] }
  private var order: ByteOrder { reader.index.entryFormat.order }

  /// The file offsets of the body: up to the last page, or all there is of a checkpoint that has no end.
  var body: Range<UInt64> { row.offset..<(row.bodyEnd ?? row.end) }

  /// The file offsets of what follows the pages, the last record of libxc included.
  var tail: Range<UInt64> {
    let start = body.upperBound
    guard row.bodyEnd != nil else { return start..<start }
    var end = start
    for head in heads(in: start..<row.end) {
      end = min(head.end, row.end)
      let type = MigrationRecordType(rawValue: head.type)
      if type == .checkpoint || type == .end { break }
    }
    return start..<end
  }

  /// The file offsets of the records behind it that belong to the layer around the stream.
  var outer: Range<UInt64> { tail.upperBound..<max(tail.upperBound, row.end) }

  /// The heads of the records in a range of file offsets.
  func heads(in range: Range<UInt64>) -> [RecordHead] { heads(in: range, order) }

  /// The same of records in an order of their own, as those of a layer around the stream may be.
  func heads(in range: Range<UInt64>, _ order: ByteOrder) -> [RecordHead] {
    let window = ByteWindow(reader.capture)
    var heads: [RecordHead] = []
    var position = range.lowerBound
    while position < range.upperBound, heads.count < Self.mostRecords,
      let head = try? RecordHead.read(window, at: position, order)
    {
      heads.append(head)
      guard head.end > position else { break }
      position = head.end
    }
    return heads
  }

  /// Records between two pages, or behind the last, that are listed.
  private static let mostRecords = 1 << 18

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

  /// Where a PAGE_DATA record ends that has these rows. Its head is read only where its entries and images do not lead to
  /// the next record.
  func endOfPages(_ rows: Range<Int>) -> UInt64 {
    let index = reader.index
    guard let last = rows.last, !index.entryRows[last].isCut else { return body.upperBound }
    var end = index.entryRows[last].arrayEnd
    if let images = index.images(ofRow: rows.lowerBound) {
      let contents = rows.reduce(UInt64(0)) { $0 + UInt64(index.contents(ofRow: $1).count) }
      end = images &+ contents &* UInt64(pageSize)
    }
    let isNext = rows.upperBound < index.rows(of: checkpoint).upperBound
    guard end != (isNext ? index.entryRows[rows.upperBound].start : body.upperBound) else { return end }
    let head = try? RecordHead.read(ByteWindow(reader.capture), at: index.record(ofRow: rows.lowerBound), order)
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

    /// Adds the records from here to `limit`.
    mutating func walkGap(upTo limit: UInt64) {
      for head in records.heads(in: position..<max(position, limit)) {
        items.append(.record(head, name: names.unique(RecordNodes.name(head, records.reader))))
        position = min(head.end, limit)
      }
      if position < limit {
        items.append(.unknown(position..<limit))
        position = limit
      }
    }
  }
}
