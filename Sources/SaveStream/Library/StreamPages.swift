/// The entries of all PFN arrays of a stream, in its order: page by page what was sent, how, and where it lies.
///
/// They are read in blocks while the sequence is walked, so that a stream of any length takes the same memory. A
/// sequence cannot throw: `for` and the algorithms of the standard library end where the capture cannot be read on.
/// `forEachEntry` throws there.
public struct StreamPages: Sequence, Sendable {
  let capture: Capture
  let index: IndexSnapshot

  /// Rows that are read at a time.
  private static let blockRows: UInt64 = 4096

  /// How many entries there are, those without content included.
  public var count: UInt64 { index.entryCount }

  public func makeIterator() -> Iterator { Iterator(PageRows(capture: capture, index: index)) }

  /// Calls `body` with each entry.
  /// - Throws: a `CaptureError` when the capture cannot be read, and what `body` throws.
  public func forEachEntry(_ body: (PageRow) throws -> Void) throws {
    var rows = makeIterator()
    while let row = rows.next() { try body(row) }
    if let failure = rows.failure { throw failure }
  }

  /// The place in a walk over the entries. Not for use from two threads at once.
  public struct Iterator: IteratorProtocol {
    private let rows: PageRows
    private var block: [PageRow] = []
    /// The place in `block` of the next row.
    private var place = 0
    /// The position of the row behind `block`.
    private var position: UInt64 = 0
    /// Why the walk ended before the last entry; nil when it did not.
    public private(set) var failure: CaptureError?

    init(_ rows: PageRows) { self.rows = rows }

    public mutating func next() -> PageRow? {
      if place == block.count { readBlock() }
      guard place < block.count else { return nil }
      defer { place += 1 }
      return block[place]
    }

    private mutating func readBlock() {
      (block, place) = ([], 0)
      while block.isEmpty, failure == nil, position < rows.index.entryCount {
        let end = Swift.min(position + StreamPages.blockRows, rows.index.entryCount)
        do throws(CaptureError) {
          block = try rows.rows(position..<end, contentOnly: false)
        } catch {
          failure = error
        }
        position = end
      }
    }
  }
}
