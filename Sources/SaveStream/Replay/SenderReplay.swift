/// Follows the cache of the sender that wrote a compressed stream, page by page: what it held, what it had to drop, and
/// where the stream cannot come from such a cache.
package struct SenderReplay {
  /// Pages of the sender's cache.
  package let cachePages: Int
  /// What the cache did in each checkpoint; nothing for one whose pages travel as images.
  package private(set) var checkpoints: [CacheTotals?] = []
  /// `delta-desync` and `stale-slot`, in the order of the stream.
  package private(set) var findings: [Finding] = []
  /// What other sizes would have done; empty unless it was asked for.
  package private(set) var curve = CacheCurve()
  /// Why pages were sent in whole; nil unless it was asked for.
  package private(set) var reasons: FullPageReasons?
  /// The sum of all checkpoints.
  package var total: CacheTotals {
    checkpoints.reduce(into: CacheTotals()) { sum, totals in if let totals { sum.add(totals) } }
  }

  private let capture: Capture
  private let index: IndexSnapshot
  private let contents: Contents
  private var cache: SenderCache
  private var distances = StackDistances()
  private var pages: ReceivedPages?
  private var page = [UInt8](repeating: 0, count: pageSize)
  /// Pages that were sent as compressed data, and whether they are a page table now.
  private var isTable: [UInt64: Bool] = [:]

  /// Findings that are kept; more say nothing new.
  private static let maximumFindings = 4096

  /// The checkpoint that is being replayed.
  private var open: OpenCheckpoint?

  /// A checkpoint with compressed pages, as far as it has been gone through.
  private struct OpenCheckpoint {
    let number: Int
    /// The rows of entries that are left.
    var rows: Range<Int>
    let deltas: Range<UInt64>
    var walk: DeltaWalk
    var totals = CacheTotals()
    let evictionsBefore: UInt64
  }

  /// Gets ready to replay a stream, step by step.
  /// - Parameters:
  ///   - measuresSizes: whether to find out what caches of other sizes would have done. That takes the pages' contents
  ///     and so a pass over all deltas, for which `spoolFolder` may hold a temporary file.
  ///   - givesReasons: whether to note why each page was sent in whole.
  package init(
    of capture: Capture, index: IndexSnapshot, cachePages: Int = SenderCache.usualCapacity, measuresSizes: Bool = false,
    givesReasons: Bool = false, spoolFolder: String? = nil
  ) {
    self.capture = capture
    self.index = index
    self.cachePages = cachePages
    contents = Contents(capture: capture, index: index)
    cache = SenderCache(capacity: cachePages)
    if givesReasons { reasons = FullPageReasons() }
    if measuresSizes { pages = ReceivedPages(path: capture.path, spoolFolder: spoolFolder) }
  }

  /// Replays the whole stream.
  /// - Parameter progress: is told the file offset that has been reached; false leaves out what comes after it.
  package init(
    capture: Capture, index: IndexSnapshot, cachePages: Int = SenderCache.usualCapacity, measuresSizes: Bool = false,
    spoolFolder: String? = nil, progress: (UInt64) -> Bool = { _ in true }
  ) throws(CaptureError) {
    self.init(
      of: capture, index: index, cachePages: cachePages, measuresSizes: measuresSizes, spoolFolder: spoolFolder)
    while try !step(), progress(position) {}
    if open != nil { endCheckpoint() }
  }

  /// The file offset that has been reached.
  package private(set) var position: UInt64 = 0

  /// How much of the stream is done, 0…1.
  package var part: Double { Double(position) / Double(max(index.size, 1)) }

  /// Replays up to 1024 pages. Returns whether the end has been reached.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool {
    guard open != nil || checkpoints.count < index.checkpoints.count else { return true }
    if open == nil, try !beginCheckpoint() { return false }
    // Taken out, so that what it holds is changed in place.
    guard var current = open else { return false }
    open = nil
    let goesOn = try replayRow(of: &current)
    open = current
    if !goesOn || current.rows.isEmpty { endCheckpoint() }
    return false
  }

  /// Begins the next checkpoint. False where its pages travel as images, and it is done.
  private mutating func beginCheckpoint() throws(CaptureError) -> Bool {
    let number = checkpoints.count
    let row = index.checkpoints[number]
    guard row.isCompressed else {
      checkpoints.append(nil)
      position = row.end
      return false
    }
    let deltas = index.deltas(of: number)
    open = OpenCheckpoint(
      number: number, rows: index.rows(of: number), deltas: deltas,
      walk: try DeltaWalk(capture, index, from: deltas.lowerBound), evictionsBefore: cache.evictions)
    return true
  }

  private mutating func endCheckpoint() {
    guard var ended = open else { return }
    open = nil
    ended.totals.evictions = cache.evictions - ended.evictionsBefore
    checkpoints.append(ended.totals)
    position = index.checkpoints[ended.number].end
  }

  /// Replays the entries of a row. False where there are no deltas for them any more.
  private mutating func replayRow(of current: inout OpenCheckpoint) throws(CaptureError) -> Bool {
    guard let row = current.rows.popFirst() else { return false }
    for entry in try contents.entries(ofRow: index.entryRows[row]) where entry.type.carriesContent {
      guard current.walk.page < current.deltas.upperBound, let extent = try current.walk.next(),
        extent.encoding != .missing
      else { return false }
      position = max(position, extent.first.lowerBound)
      try take(entry, extent, current.walk, checkpoint: current.number, into: &current.totals)
    }
    return true
  }

  private mutating func take(
    _ entry: PageEntry, _ extent: DeltaExtent, _ walk: DeltaWalk, checkpoint: Int,
    into totals: inout CacheTotals
  ) throws(CaptureError) {
    let pfn = entry.pfn
    totals.bytes &+= extent.length
    guard entry.type.pageTableLevel == nil else {
      totals.pageTables += 1
      cache.forget(pfn)
      isTable[pfn] = true
      if tellsDistances { distances.forget(pfn) }
      if pages != nil { curve.addPageTable() }
      if extent.encoding == .full { explain(.pageTable, extent) }
      return
    }
    let isCached = cache.use(pfn)
    let distance = tellsDistances ? distances.use(pfn) : nil
    var isStale = false
    switch (extent.encoding, isCached) {
    case (.full, true):
      totals.fullThoughCached += 1
      explain(.fullThoughCached, extent)
    case (.full, false):
      switch isTable[pfn] {
      case nil:
        totals.firstTimes += 1
        explain(.firstTime, extent)
      case true?:
        totals.afterPageTable += 1
        explain(.afterPageTable, extent)
      case false?:
        totals.afterEviction += 1
        explain(.afterEviction, extent, cacheSlots: distance)
      }
    case (.empty, true): totals.unchanged += 1
    case (_, true): totals.deltas += 1
    default:
      totals.impossible += 1
      isStale = beginsLaterChunkOfFlush(extent.first.lowerBound)
      report(isStale ? .staleSlot : .deltaDesync, pfn, extent, checkpoint: checkpoint)
    }
    let base: Base = isStale ? .slot(of: cache.pageInNextSlot) : .itself
    if !isCached { cache.insert(pfn) }
    try measure(pfn, extent, walk, distance: distance, isKnown: isTable[pfn] == false, from: base)
    isTable[pfn] = false
  }

  /// Whether it has to be known how far back each page was sent last.
  private var tellsDistances: Bool { pages != nil || reasons != nil }

  private mutating func explain(_ reason: FullPageReason, _ extent: DeltaExtent, cacheSlots: Int? = nil) {
    reasons?.append(reason, cacheSlots: cacheSlots, at: extent.first.lowerBound)
  }

  // MARK: Findings

  private mutating func report(_ rule: FindingRule, _ pfn: UInt64, _ extent: DeltaExtent, checkpoint: Int) {
    guard findings.count < Self.maximumFindings else { return }
    findings.append(
      Finding(
        rule, at: extent.first.lowerBound, checkpoint: checkpoint, part: .compressedData, value: pfn,
        limit: UInt64(cachePages)))
  }

  /// Whether a delta is the first of a chunk that stands right behind another.
  private func beginsLaterChunkOfFlush(_ offset: UInt64) -> Bool {
    let chunks = index.compressedChunks
    let position = chunks.partitioningIndex { $0.payload <= offset } - 1
    guard position > 0, chunks[position].payload == offset else { return false }
    let before = chunks[position - 1]
    let header = 4 + UInt64(index.entryFormat.wordBytes)
    return before.payload + UInt64(before.length) + header == offset
  }

  // MARK: Other sizes

  /// What the sender encoded a page against.
  private enum Base {
    /// What it had sent of the page before.
    case itself
    /// A stale slot, with the content of the page that was in it, if any.
    case slot(of: UInt64?)
  }

  /// Puts the page into the curve: at its distance, with the bytes that a delta takes against what the sender had sent
  /// of it. The walk has just passed it.
  ///
  /// Pages are kept as the sender had them: of a stale slot a receiver makes another page, which no sender's cache of
  /// whatever size would have held.
  private mutating func measure(
    _ pfn: UInt64, _ extent: DeltaExtent, _ walk: DeltaWalk, distance: Int?, isKnown: Bool, from base: Base
  ) throws(CaptureError) {
    guard let pages else { return }
    var hasBase = try pages.load(pfn, into: &page)
    // A page that travels whole, or against another one, says nothing of the delta that it would have been.
    var isTelling = extent.encoding != .full
    let before = hasBase && isKnown ? page : nil
    if case .slot(let last) = base {
      isTelling = false
      hasBase = if let last { try pages.load(last, into: &page) } else { false }
    }
    // A slot that was never used is memory that the sender has just been given: zeros.
    if !hasBase { page = [UInt8](repeating: 0, count: pageSize) }
    do throws(DeltaFault) { try walk.apply(to: &page) } catch { return }
    var length = Int(clamping: extent.length)
    if !isTelling { length = before.map { DeltaEncoder.encode(page.span, from: $0.span).count } ?? 1 + pageSize }
    curve.add(distance: distance, deltaLength: length)
    if extent.encoding != .empty || !isTelling { try pages.store(pfn, page) }
  }
}
