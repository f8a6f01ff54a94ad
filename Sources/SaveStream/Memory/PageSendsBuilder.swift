/// Builds the table of who sent what: in slices of a few milliseconds for those who have something else to do, or at
/// once.
///
/// PFN arrays are read first, batch by batch, and then what was collected is put in order. A table that was built
/// before is taken on: only batches that came since are read. Not for use from two threads at once.
@_spi(Measuring) public final class PageSendsBuilder {
  private let index: IndexSnapshot
  private let window: ByteWindow
  private let format: EntryFormat
  private var sends: PageSends
  private var outsideCount = 0
  /// What has been read and is not in the table yet.
  private var collected = CollectedSends()
  private var removals = RunMerge<PageSends.Removal>()
  /// What puts it in order, once all batches have been read.
  private var ordering: SendOrdering?

  /// Batches that are read in a slice, and sends that are looked at in one to put them in order.
  private static let batchesInSlice = 32
  private static let sendsInSlice = 1 << 18

  /// - Parameter known: a table of the same capture, as of an earlier moment.
  public init(capture: Capture, index: IndexSnapshot, from known: PageSends? = nil) {
    self.index = index
    window = ByteWindow(capture)
    format = index.entryFormat
    sends = known.map { $0.isPart(of: index) ? $0 : PageSends() } ?? PageSends()
    sends.pfnEnd = index.pfnEnd
    outsideCount = sends.outside.values.reduce(0) { $0 + $1.count }
  }

  /// How much of the work is done, 0…1.
  public var part: Double {
    let read = Double(sends.batchCount) / Double(max(index.entryRows.count, 1))
    return min(1, 0.7 * read + 0.3 * (ordering?.part ?? 0))
  }

  /// Works for a slice. Returns the table when it is finished.
  /// - Throws: when the capture cannot be read.
  public func step() throws(CaptureError) -> PageSends? {
    if ordering == nil {
      try readBatches()
      guard sends.batchCount == index.entryRows.count else { return nil }
      beginOrdering()
    }
    var left = Self.sendsInSlice
    guard removals.step(&left), left > 0, let blocks = ordering?.step(&left) else { return nil }
    sends.blocks = blocks
    if removals.count > 0 { sends.removals = removals.take() }
    return sends
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
      let fits = entry.pfn < 1 << pfnBits && content < 1 << PageSends.contentBits
      if entry.type.carriesContent {
        if fits { add(PageSends.Send(content: content, type: entry.type), of: entry.pfn) }
        content += 1
      } else if entry.type == .broken, fits {
        addRemoval(
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

  private func addRemoval(_ removal: PageSends.Removal) {
    if removal.pfn < index.pfnEnd { removals.append(removal) } else { sends.leavesOut = true }
  }

  private func add(_ send: PageSends.Send, of pfn: UInt64) {
    guard pfn < index.pfnEnd else {
      sends.leavesOut = true
      guard outsideCount < PageSends.mostOutside else { return }
      outsideCount += 1
      return sends.outside[pfn, default: []].append(PageSends.packed(send, pfn))
    }
    collected.append(PageSends.packed(send, pfn), of: UInt32(pfn >> PageSends.groupShift))
    sends.count += 1
  }

  // MARK: Order

  private func beginOrdering() {
    collected.settle()
    ordering = SendOrdering(collected, with: sends.blocks)
    collected = CollectedSends()
    sends.blocks = []
    if removals.count > 0 { removals.append(contentsOf: sends.removals) }
  }
}

extension PageSends {
  /// Reads every PFN array of a capture once. Blocks; may run on a thread of its own, as the result can be handed on.
  ///
  /// Entries whose PFN the stream does not allow belong to no memory: they have a list each, and nothing else counts
  /// them.
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
