/// Works out a `PageSelection` a few milliseconds at a time, so that nobody has to wait for it.
///
///     var builder = PageSelectionBuilder(rows, contentOnly: true, filter: filter, order: order)
///     while try builder.step() == nil {}
///
/// Reads the rows once, forwards: the PFN arrays, and compressed data only where the filter or the order asks for
/// something that stands there. Holds what the selection will take and a slice of rows beside it.
@_spi(Measuring) public struct PageSelectionBuilder {
  private enum Stage {
    case reading
    case sorting(SlicedSort)
    case done
  }

  private let table: PageRows
  private let contentOnly: Bool
  private let filter: Filter<PageRow>?
  /// What lets rows pass by what the guest used their pages for; nil where nothing asks for that.
  private var used: UsedPageFilter?
  private let order: PageOrder?
  private let looksAtDeltas: Bool
  private var next: UInt64
  private var stage = Stage.reading
  private var found: FoundRows
  private var matchCount: UInt64 = 0
  private var isStopped = false

  /// Rows that a step reads, without their deltas and with them, and numbers that it looks at when it sorts.
  private static let (lightSlice, heavySlice): (UInt64, UInt64) = (65536, 8192)
  private static let sortSlice = 1 << 18
  /// The part of the work that reading is, where rows are sorted afterwards.
  private static let readingShare = 0.8

  /// - Parameters:
  ///   - filter: which rows; all where it is nil.
  ///   - order: nil for that of the stream.
  ///   - memoryBudget: bytes that the selection may take.
  public init(
    _ table: PageRows, contentOnly: Bool, filter: Filter<PageRow>? = nil, order: PageOrder? = nil,
    memoryBudget: Int = PageSelection.memoryBudget
  ) {
    self.table = table
    self.contentOnly = contentOnly
    self.filter = filter
    self.order = order
    let range = table.range(of: filter, contentOnly: contentOnly)
    found = FoundRows(of: range, in: order, isFiltered: filter != nil, memoryBudget: memoryBudget)
    next = range.lowerBound
    looksAtDeltas = order?.column.isOfContent ?? false || !(filter?.needsLeadingFieldsOnly ?? true)
    if found.isEverything {
      next = range.upperBound
      matchCount = range.upperBound - range.lowerBound
      stage = .done
    }
  }

  /// The same, with a filter that asks what the guest used the pages for, or why they were sent in whole.
  /// - Parameters:
  ///   - history: nil where it does not ask for uses.
  ///   - reasons: nil where it does not ask why.
  package init(
    _ table: PageRows, contentOnly: Bool, used filter: Filter<UsedRow<WhyRow<PageRow>>>, of history: FrameHistory?,
    reasons: FullPageReasons? = nil, order: PageOrder? = nil
  ) {
    self.table = table
    self.contentOnly = contentOnly
    self.filter = nil
    self.order = order
    used = UsedPageFilter(filter, history, reasons)
    found = FoundRows(
      of: table.range(of: nil, contentOnly: contentOnly), in: order, isFiltered: true,
      memoryBudget: PageSelection.memoryBudget)
    next = found.range.lowerBound
    looksAtDeltas = true
  }

  /// How much of the work is done, 0…1.
  public var part: Double {
    switch stage {
    case .reading: readPart * (found.isSorted ? Self.readingShare : 1)
    case .sorting(let sort):
      Self.readingShare + (1 - Self.readingShare) * Double(sort.sortedCount) / Double(max(found.count, 1))
    case .done: 1
    }
  }

  private var readPart: Double {
    let range = found.range
    return range.isEmpty ? 1 : Double(next - range.lowerBound) / Double(range.upperBound - range.lowerBound)
  }

  /// Works for a slice. Returns the selection when it is finished.
  /// - Throws: when the capture cannot be read.
  @discardableResult
  public mutating func step() throws(CaptureError) -> PageSelection? {
    switch stage {
    case .reading: try read()
    case .sorting(var sort):
      found.step(&sort, work: Self.sortSlice)
      stage = sort.isFinished ? .done : .sorting(sort)
    case .done: break
    }
    return selection
  }

  /// Makes do with the rows found so far. If they are to be sorted there are steps left for that; called once more, it
  /// keeps those at the front that are sorted.
  public mutating func stop() {
    switch stage {
    case .reading: endReading()
    case .sorting(let sort):
      found.keepFirst(sort.sortedCount)
      stage = .done
    case .done: return
    }
    isStopped = true
  }

  /// The selection, once it is done.
  public var selection: PageSelection? {
    guard case .done = stage else { return nil }
    return selection(isStopped ? .stopped : found.isFull ? .full : .whole)
  }

  /// The rows found so far; nil where they have to be sorted before they can be shown. To be asked for between steps,
  /// at no cost that grows with the rows.
  public var rowsSoFar: PageSelection? {
    guard case .reading = stage, !found.isSorted else { return selection }
    return selection(.growing)
  }

  private func selection(_ extent: PageSelection.Extent) -> PageSelection {
    PageSelection(
      rows: found.rows, filter: filter, order: order, contentOnly: contentOnly, extent: extent, matchCount: matchCount)
  }

  private mutating func read() throws(CaptureError) {
    guard found.room > 0 else { return found.makeRoom(work: Self.sortSlice) }
    if used != nil { return try readUsed() }
    let slice = min(looksAtDeltas ? Self.heavySlice : Self.lightSlice, UInt64(found.room))
    let end = min(found.range.upperBound, next + slice)
    try table.forEach(in: next..<end, contentOnly: contentOnly, where: filter, looksAtDeltas: looksAtDeltas) {
      matchCount += 1
      found.add($1, at: $0)
    }
    next = end
    if next == found.range.upperBound { endReading() }
  }

  /// Looks at rows that were read, as far as it is known what the guest used them for, or reads more of them.
  private mutating func readUsed() throws(CaptureError) {
    if used?.isEmpty == true, next < found.range.upperBound {
      let end = min(found.range.upperBound, next + UsedPageFilter.rowsInSlice)
      var rows: [(UInt64, PageRow)] = []
      try table.forEach(in: next..<end, contentOnly: contentOnly) { rows.append(($0, $1)) }
      used?.take(rows)
      next = end
    }
    while found.room > 0, let outcome = try used?.step() {
      guard case .passing(let position, let row) = outcome else { return }
      matchCount += 1
      found.add(row, at: position)
    }
    if used?.isEmpty == true, next == found.range.upperBound { endReading() }
  }

  private mutating func endReading() { stage = found.sort.map { .sorting($0) } ?? .done }
}
