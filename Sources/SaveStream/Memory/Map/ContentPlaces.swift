/// Which checkpoint brought a content, and whether the capture holds it: for many of them, in any order.
///
/// What takes a search in the index is looked up once for each checkpoint and kept in a table.
struct ContentPlaces {
  private let contents: Contents
  private let index: IndexSnapshot
  /// The first content of each checkpoint.
  private let starts: [UInt64]
  /// The checkpoint that was found last, and its contents: the next content often lies beside.
  private var checkpoint = 0
  private var checkpointContents: Range<UInt64> = 0..<0

  init(_ contents: Contents) {
    self.contents = contents
    let index = contents.index
    self.index = index
    starts = index.checkpoints.indices.map { index.contents(of: $0).lowerBound }
  }

  /// The checkpoint that brought a content.
  mutating func checkpoint(of content: UInt64) -> Int {
    if checkpointContents.contains(content) { return checkpoint }
    let next = starts.partitioningIndex { $0 <= content }
    checkpoint = max(0, next - 1)
    let first = next > 0 ? starts[next - 1] : 0
    checkpointContents = first..<max(first, next < starts.count ? starts[next] : index.contentCount)
    return checkpoint
  }

  /// Whether the capture holds a content, as far as the index tells.
  mutating func isThere(_ content: UInt64) -> Bool {
    let row = index.checkpoints[checkpoint(of: content)]
    // Where all of it is there, a look at the batch is not worth its time.
    return row.hasAllContents || contents.isThere(content)
  }
}
