/// Builds the table of who sent what: in slices of a few milliseconds for those who have something else to do, or at once.
///
/// PFN arrays are read first, batch by batch, and then what was collected is put in order. A table that was built before
/// is taken on: only batches that came since are read. Not for use from two threads at once.
public final class PageSendsBuilder {
  private let index: IndexSnapshot
  private let window: ByteWindow
  private let format: EntryFormat
  private let pfnEnd: UInt64
  private var sends: PageSends
  private var outsideCount = 0
  /// Groups that were added to, by their place, still to be put in order; known once all batches have been read.
  private var disordered: [Int] = []
  private var changedGroups: Set<UInt64> = []
  private var merge: RunMerge?
  private var orderedWords = 0
  private var disorderedWords = 0

  /// Batches that are read in a slice, and words that are put in order in one.
  private static let batchesInSlice = 32
  private static let wordsInSlice = 1 << 18

  /// - Parameter known: a table of the same capture, as of an earlier moment.
  public init(capture: Capture, index: IndexSnapshot, from known: PageSends? = nil) {
    self.index = index
    window = ByteWindow(capture)
    format = index.entryFormat
    pfnEnd = index.pfnEnd
    sends = known.map { $0.isPart(of: index) ? $0 : PageSends() } ?? PageSends()
    outsideCount = sends.outside.values.reduce(0) { $0 + $1.count }
  }

  /// How much of the work is done, 0…1.
  public var part: Double {
    let read = Double(sends.batchCount) / Double(max(index.entryRows.count, 1))
    let ordered = disorderedWords == 0 ? 0 : Double(orderedWords) / Double(disorderedWords)
    return min(1, 0.7 * read + 0.3 * ordered)
  }

  /// Works for a slice. Returns the table when it is finished.
  /// - Throws: when the capture cannot be read.
  public func step() throws(CaptureError) -> PageSends? {
    if sends.batchCount < index.entryRows.count {
      try readBatches()
      guard sends.batchCount == index.entryRows.count else { return nil }
      beginOrdering()
    }
    var left = Self.wordsInSlice
    while left > 0, let group = disordered.last {
      var merge = merge ?? RunMerge(takeWords(of: group))
      self.merge = nil
      let isOrdered = merge.step(&left)
      guard isOrdered else {
        self.merge = merge
        return nil
      }
      sends.groups[group].sends = merge.ordered
      orderedWords += merge.ordered.count
      disordered.removeLast()
    }
    return disordered.isEmpty ? sends : nil
  }

  /// The words of a group, which has none until they are given back.
  private func takeWords(of group: Int) -> ContiguousArray<UInt64> {
    let words = sends.groups[group].sends
    sends.groups[group].sends = []
    return words
  }

  // MARK: Reading

  private func readBatches() throws(CaptureError) {
    let end = min(sends.batchCount + Self.batchesInSlice, index.entryRows.count)
    while sends.batchCount < end {
      let batch = index.entryRows[sends.batchCount]
      try window.withBytes(at: batch.array, count: batch.count * format.wordBytes) { bytes in
        add(batch, bytes)
      }
      sends.batchCount += 1
      sends.entryCount = batch.firstEntry + UInt64(batch.count)
    }
  }

  private func add(_ batch: EntryRow, _ bytes: Span<UInt8>) {
    var content = batch.firstContent
    for place in 0..<bytes.count / format.wordBytes {
      let entry = format.entry(in: bytes, at: place)
      let fits = entry.pfn < 1 << PageSends.pfnBits && content < 1 << PageSends.contentBits
      if entry.type.carriesContent {
        if fits { add(PageSends.Send(content: content, type: entry.type), of: entry.pfn) }
        content += 1
      } else if entry.type == .broken, fits, entry.pfn < pfnEnd {
        sends.removals.append(
          PageSends.Removal(pfn: entry.pfn, contentBefore: content, entry: batch.firstEntry + UInt64(place)))
      }
    }
    if batch.isVerify, content > batch.firstContent { addCompared(batch.firstContent..<content) }
  }

  private func addCompared(_ contents: Range<UInt64>) {
    if let last = sends.comparedContents.last, last.upperBound == contents.lowerBound {
      sends.comparedContents[sends.comparedContents.count - 1] = last.lowerBound..<contents.upperBound
    } else {
      sends.comparedContents.append(contents)
    }
  }

  private func add(_ send: PageSends.Send, of pfn: UInt64) {
    guard pfn < pfnEnd else {
      guard outsideCount < PageSends.mostOutside else { return }
      outsideCount += 1
      return sends.outside[pfn, default: []].append(PageSends.packed(send, pfn))
    }
    let high = pfn >> PageSends.groupShift
    let position = sends.position(ofGroup: high)
    if position == sends.groups.count || sends.groups[position].high != high {
      sends.groups.insert(PageSends.Group(high: high, sends: []), at: position)
    }
    sends.groups[position].sends.append(PageSends.packed(send, pfn))
    changedGroups.insert(high)
    sends.count += 1
  }

  // MARK: Order

  private func beginOrdering() {
    // The last is taken first: ascending, each group's words go where those of the one before lay while they grew, so that
    // no holes stay between them.
    disordered = sends.groups.indices.reversed().filter { changedGroups.contains(sends.groups[$0].high) }
    disorderedWords = disordered.reduce(0) { $0 + sends.groups[$1].sends.count }
    sends.removals.sort { ($0.pfn, $0.entry) < ($1.pfn, $1.entry) }
  }
}

extension PageSends {
  /// Reads every PFN array of a capture once. Blocks; may run on a thread of its own, as the result can be handed on.
  ///
  /// Entries whose PFN is not below p2m_size belong to no memory: they have a list each, and nothing else counts them.
  /// - Throws: when the capture cannot be read.
  public init(capture: Capture, index: IndexSnapshot) throws(CaptureError) {
    let builder = PageSendsBuilder(capture: capture, index: index)
    while true {
      guard let sends = try builder.step() else { continue }
      self = sends
      return
    }
  }
}
