/// Rows of an index: a value to those who look, a growing list to the one builder that appends.
///
/// Rows live in blocks that never move, so a copy holds the blocks and a count, and nothing is copied when the
/// builder goes on. Only the builder's copy may append, and a row may not change once it is in. Subscripting is O(1).
public struct Rows<Row: BitwiseCopyable & Sendable>: RandomAccessCollection, Sendable {
  private var blocks: [RowBlock<Row>] = []
  public private(set) var count = 0

  init() {}

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  public subscript(position: Int) -> Row {
    precondition(position >= 0 && position < count, "row \(position) of \(count)")
    return blocks[position / RowBlock<Row>.capacity].get(position % RowBlock<Row>.capacity)
  }

  /// Adds a row at the end. For the builder only.
  mutating func append(_ row: Row) {
    if count == blocks.count * RowBlock<Row>.capacity { blocks.append(RowBlock()) }
    blocks[count / RowBlock<Row>.capacity].set(count % RowBlock<Row>.capacity, row)
    count += 1
  }

  /// The same with further rows behind, for whoever is not the builder: the last block is copied.
  func with(_ more: [Row]) -> Rows {
    var rows = Rows()
    let full = count / RowBlock<Row>.capacity
    rows.blocks = Array(blocks.prefix(full))
    rows.count = full * RowBlock<Row>.capacity
    for position in rows.count..<count { rows.append(self[position]) }
    for row in more { rows.append(row) }
    return rows
  }
}

/// A fixed block of rows at an address that does not move.
///
/// `@unchecked Sendable`: the builder sets a row before it publishes, under a lock, a count that covers it, and
/// others get rows below such a count only.
@safe final class RowBlock<Row: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Rows in a block: 64 Ki. Memory of a block that is not touched costs nothing.
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
