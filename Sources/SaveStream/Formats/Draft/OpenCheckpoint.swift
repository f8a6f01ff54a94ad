/// What is known of a checkpoint while its body and tail are read, and until its deltas have been looked through.
struct OpenCheckpoint {
  let number: Int
  /// The file offset of its first byte.
  let offset: UInt64
  let firstRow: Int
  /// Whether pages travel as compressed data (format B).
  var isCompressed: Bool
  var totals = CheckpointTotals()
  /// Those that are kept.
  var findings: [Finding] = []

  /// Where the chunk or record is that ends the body; nil before it has been seen.
  var endMarker: UInt64?
  /// One past the last byte of the body; nil before it has been seen.
  var bodyEnd: UInt64?
  /// One past the last byte that has been understood, or given up on.
  var end: UInt64
  var isComplete = false
  /// Whether body and tail are there to their ends, whatever had to be found again before them.
  var hasEnded = false
  /// Whether something of it had to be found again, or guessed: no receiver would take it.
  var isSalvaged = false
  /// Whether the stream says that no checkpoint follows.
  var isLast = false
  /// The pages that a receiver would have made by its end.
  var populated = PopulatedPages()
  /// What the format's reader needs to find its way through the checkpoint again.
  var detail = 0

  /// Entries so far that carry content.
  var contentCount: UInt64 = 0
  var iteration = -1
  /// The last PFN of the last PFN array, to tell where an iteration begins.
  var lastPFN: UInt64?
  /// Whether pages are sent to be compared from here on.
  var isVerifying = false
  /// Places, among the content-carrying entries, of those that are page tables; kept for compressed bodies only.
  var pageTables: [UInt64] = []

  /// Places, among the content-carrying entries, of those whose PFN is out of order; kept for compressed bodies only.
  var unorderedContents: [UInt64] = []

  /// The place of the first of those whose deltas may all be of other pages, as words of an array are lost; nil where
  /// there is none.
  var doubtedFrom: UInt64?

  /// Places, among the content-carrying entries, of those whose delta may be of another page.
  var doubtedEntries: [Range<UInt64>] {
    let unordered = unorderedContents.map { $0..<$0 + 1 }
    guard let doubtedFrom, doubtedFrom < contentCount else { return unordered }
    return unordered + [doubtedFrom..<contentCount]
  }

  /// So many of `unorderedContents` are doubted, and those of the batch that reaches this number.
  static let mostUnordered = 1 << 16

  /// Page tables of a body that are checked; more are taken as they are.
  static let maximumPageTables = 1 << 16

  init(_ number: Int, offset: UInt64, firstRow: Int, isCompressed: Bool) {
    self.number = number
    self.offset = offset
    self.firstRow = firstRow
    self.isCompressed = isCompressed
    end = offset
  }

  /// Counts entries, and tells which upward scan they belong to.
  mutating func count(_ scan: EntryScan) {
    totals.entries += UInt64(scan.count)
    for type in 0..<16 { totals.entriesByType[type] += scan.entriesByType[type] }
    if iteration < 0 {
      iteration = 0
    } else if let first = scan.firstPFN, let last = lastPFN, first <= last {
      iteration += 1
    }
    lastPFN = scan.lastPFN ?? lastPFN
    totals.iterations = UInt64(iteration + 1)
    if isCompressed, pageTables.count < Self.maximumPageTables {
      for place in scan.pageTables { pageTables.append(contentCount + UInt64(place)) }
    }
    contentCount += UInt64(scan.contentCount)
  }
}
