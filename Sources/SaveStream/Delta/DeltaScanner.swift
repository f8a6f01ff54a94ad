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
  /// Where scanning can be taken up again: the first page delta that began, and later ones.
  private(set) var restarts: [RestartPoint] = []
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

  /// Page deltas between two restart points, unless they are so short that more of them fit into `bytesPerRestart`.
  static let pagesPerRestart: UInt64 = 64
  /// Bytes between two restart points at least: their room is bounded by the bytes, however many pages these are.
  static let bytesPerRestart: UInt64 = 4096

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
        noteRestart()
        pagesBegun += 1
        let first = bytes[cursor]
        if first == 0 {
          passEmptyPages(bytes, &cursor, base: base)
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

  /// The restart points of the first `pageCount` deltas: all, or all but one of a delta that began and does not count.
  func restarts(of pageCount: UInt64) -> [RestartPoint] {
    guard let last = restarts.last, UInt64(last.page) >= pageCount else { return restarts }
    return restarts.dropLast()
  }

  /// Makes the page that begins now a restart point, where it is far enough from the one before.
  private mutating func noteRestart() {
    if let last = restarts.last {
      guard pagesBegun - UInt64(last.page) >= Self.pagesPerRestart,
        pageStart - UInt64(last.offset) >= Self.bytesPerRestart
      else { return }
    }
    restarts.append(RestartPoint(page: UInt32(clamping: pagesBegun), offset: UInt32(clamping: pageStart)))
  }

  /// Passes an empty page, which has begun, and those right behind it, a byte each: a chunk may hold two thousand
  /// million.
  private mutating func passEmptyPages(_ bytes: Span<UInt8>, _ cursor: inout Int, base: UInt64) {
    let start = cursor
    cursor += 1
    while cursor < bytes.count, bytes[cursor] == 0 {
      pageStart = base + UInt64(cursor)
      noteRestart()
      let end = bytes.endOfZeros(from: cursor, most: emptyPagesToRestart)
      pagesBegun += UInt64(end - cursor)
      pageStart = base + UInt64(end - 1)
      cursor = end
    }
    totals.empty += UInt64(cursor - start)
    totals.markerBytes += UInt64(cursor - start)
  }

  /// How many empty pages can be passed from `pageStart` on before the next restart point.
  private var emptyPagesToRestart: Int {
    guard let last = restarts.last else { return 1 }
    let byBytes = Self.bytesPerRestart - min(pageStart - UInt64(last.offset), Self.bytesPerRestart)
    let byPages = Self.pagesPerRestart - min(pagesBegun - UInt64(last.page), Self.pagesPerRestart)
    return max(1, Int(max(byBytes, byPages)))
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

/// A page delta of a compressed chunk at which a walk can begin.
struct RestartPoint: BitwiseCopyable, Sendable, Equatable {
  /// Its place among the deltas that begin in the chunk.
  let page: UInt32
  /// Its first byte's place in the payload.
  let offset: UInt32
}

extension Span<UInt8> {
  /// One past the zeros that begin at a place, of which there are so many at most.
  fileprivate func endOfZeros(from start: Int, most: Int) -> Int {
    let end = start + Swift.min(most, count - start)
    var place = start
    while end - place >= 8, littleWord(at: place) == 0 { place += 8 }
    while place < end, self[place] == 0 { place += 1 }
    return place
  }
}
