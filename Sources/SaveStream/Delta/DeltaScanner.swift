/// Walks compressed page deltas from marker to marker, without a base page: where pages begin, and what they consist
/// of.
///
/// It counts what `MarkerCursor` shows, on bytes that may be given in pieces, cut anywhere: a scanner keeps the page it
/// is in.
@_spi(Measuring) public struct DeltaScanner: Sendable {
  /// What the pages passed so far consist of. A page counts when its last byte has been passed.
  public private(set) var totals = DeltaTotals()
  /// Page deltas that began, the one in progress included.
  private(set) var pagesBegun: UInt64 = 0
  /// Where the page in progress began, as an offset from the first byte ever given.
  private(set) var pageStart: UInt64 = 0
  /// Offsets of every 64th page delta that began (the first, the 65th…), from the first byte ever given.
  private(set) var restarts: [UInt32] = []
  /// How many of the bytes given finished a page that had begun before them; nil until that page ends.
  private(set) var carriedBytes: UInt64? = 0
  /// The first thing that is wrong; scanning ends there.
  private(set) var fault: DeltaFault?

  /// Bytes passed over in all, literal bytes yet to come included.
  private var position: UInt64 = 0
  /// Bytes given so far.
  private var given: UInt64 = 0
  private var page = Page()

  /// The page in progress.
  private struct Page {
    var kind = Kind.none
    /// Whether it began in an earlier chunk.
    var isCarried = false
    var words: UInt32 = 0
    var runs: UInt32 = 0
    var skips: UInt32 = 0
    var literalWords: UInt32 = 0

    enum Kind { case none, full, delta }
  }

  /// Page deltas between two restart points.
  static let pagesPerRestart: UInt64 = 64

  public init() {}

  /// Forgets what has been passed but for the page in progress, which goes on in the bytes to come; offsets count
  /// from the next byte given.
  mutating func beginNextChunk() {
    let pending = position > given ? position - given : 0
    totals = DeltaTotals()
    pagesBegun = 0
    pageStart = 0
    restarts = []
    position = pending
    given = 0
    page.isCarried = page.kind != .none
    carriedBytes = page.isCarried ? nil : 0
  }

  /// Whether a page has begun and its end has not been seen.
  var isInsidePage: Bool { page.kind != .none }

  /// Goes on as far as `bytes` lead. O(markers), whatever the length of the runs.
  public mutating func scan(_ bytes: Span<UInt8>) {
    guard fault == nil else { return }
    let base = given
    given += UInt64(bytes.count)
    if position > base, page.kind != .none, position <= given { finishPageIfDone(at: position) }
    var cursor = Int(clamping: position - base)
    while cursor < bytes.count {
      if page.kind == .none {
        pageStart = base + UInt64(cursor)
        if pagesBegun % Self.pagesPerRestart == 0 { restarts.append(UInt32(clamping: pageStart)) }
        pagesBegun += 1
        let first = bytes[cursor]
        if first == 0 {
          totals.empty += 1
          totals.markerBytes += 1
          cursor += 1
          continue
        }
        if first == 0x80 {
          page.kind = .full
          cursor += 1 + pageSize
          if cursor <= bytes.count { finishFullPage(at: base + UInt64(cursor)) }
          continue
        }
        page.kind = .delta
      }
      guard scanMarkers(bytes, &cursor, base: base) else { break }
      if cursor <= bytes.count { finishPageIfDone(at: base + UInt64(cursor)) }
    }
    position = base + UInt64(cursor)
  }

  /// Passes markers of the delta in progress until its page or the bytes end. False when a marker is wrong.
  private mutating func scanMarkers(_ bytes: Span<UInt8>, _ cursor: inout Int, base: UInt64) -> Bool {
    var position = cursor
    var words = page.words
    var runs = page.runs
    var skips = page.skips
    var literalWords = page.literalWords
    var isSound = true
    while words < UInt32(wordsPerPage), position < bytes.count {
      let marker = bytes[position]
      let length = UInt32(marker & 0x7f)
      if length == 0 || words + length > UInt32(wordsPerPage) {
        fault = DeltaFault(kind: length == 0 ? .zeroRun : .pastPage, marker: base + UInt64(position), word: Int(words))
        isSound = false
        break
      }
      words += length
      let isRun = UInt32(marker >> 7 ^ 1)
      runs += isRun
      skips += isRun ^ 1
      let literal = length * isRun
      literalWords += literal
      position += 1 + Int(literal) * 4
    }
    cursor = position
    page.words = words
    page.runs = runs
    page.skips = skips
    page.literalWords = literalWords
    return isSound
  }

  /// Counts the page in progress when nothing of it is yet to come.
  private mutating func finishPageIfDone(at end: UInt64) {
    switch page.kind {
    case .none: break
    case .full: finishFullPage(at: end)
    case .delta:
      guard page.words == UInt32(wordsPerPage) else { return }
      totals.delta += 1
      totals.runs += UInt64(page.runs)
      totals.skips += UInt64(page.skips)
      totals.markerBytes += UInt64(page.runs + page.skips)
      totals.literalBytes += UInt64(page.literalWords) * 4
      leavePage(at: end)
    }
  }

  private mutating func finishFullPage(at end: UInt64) {
    totals.full += 1
    totals.markerBytes += 1
    totals.literalBytes += UInt64(pageSize)
    leavePage(at: end)
  }

  private mutating func leavePage(at end: UInt64) {
    if page.isCarried { carriedBytes = end }
    page = Page()
  }
}
