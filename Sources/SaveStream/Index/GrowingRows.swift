import Synchronization

/// Rows that one writer appends to while any number of readers look at what is already there.
///
/// Rows live in blocks that never move, so a snapshot holds the blocks and a count and nothing is copied when
/// the writer goes on. A row may not change once it is published.
final class GrowingRows<Row: BitwiseCopyable & Sendable>: Sendable {
  private let published: Mutex<Rows<Row>>
  private let writer: Mutex<Rows<Row>>

  init() {
    published = Mutex(Rows())
    writer = Mutex(Rows())
  }

  /// The number of rows appended so far, published or not.
  var count: Int { writer.withLock { $0.count } }

  /// Adds a row that readers see after the next `publish()`.
  func append(_ row: Row) {
    writer.withLock { rows in
      if rows.count == rows.blocks.count * RowBlock<Row>.capacity { rows.blocks.append(RowBlock()) }
      rows.blocks[rows.count / RowBlock<Row>.capacity].set(rows.count % RowBlock<Row>.capacity, row)
      rows.count += 1
    }
  }

  /// Makes every row appended so far visible to new snapshots.
  func publish() {
    let rows = writer.withLock { $0 }
    published.withLock { $0 = rows }
  }

  /// The published rows, as they stand.
  var snapshot: Rows<Row> { published.withLock { $0 } }
}

/// The published rows of an index at one moment. Subscripting is O(1).
public struct Rows<Row: BitwiseCopyable & Sendable>: RandomAccessCollection, Sendable {
  fileprivate var blocks: [RowBlock<Row>] = []
  public fileprivate(set) var count = 0

  init() {}

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  public subscript(position: Int) -> Row {
    precondition(position >= 0 && position < count, "row \(position) of \(count)")
    return blocks[position / RowBlock<Row>.capacity].get(position % RowBlock<Row>.capacity)
  }

  /// The number of leading rows for which `belongs` holds, where it holds for a prefix only. O(log n).
  func partitioningIndex(where belongs: (Row) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if belongs(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A fixed block of rows at an address that does not move.
///
/// `@unchecked Sendable`: the one writer sets a row before it publishes a count that covers it, under a lock, and
/// readers only get rows below such a count.
@safe final class RowBlock<Row: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Rows in a block: 64 Ki. Untouched memory of a block costs nothing.
  static var capacity: Int { 1 << 16 }

  private let base: UnsafeMutablePointer<Row>

  init() { unsafe base = .allocate(capacity: Self.capacity) }
  deinit { unsafe base.deallocate() }

  func get(_ position: Int) -> Row {
    precondition(position >= 0 && position < Self.capacity)
    return unsafe base[position]
  }

  func set(_ position: Int, _ row: Row) {
    precondition(position >= 0 && position < Self.capacity)
    unsafe base.advanced(by: position).initialize(to: row)
  }
}
