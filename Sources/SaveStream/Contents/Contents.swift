/// Finds and reads the entries of a capture, and their contents by their places among all contents: the one reader of
/// both, whatever the format.
///
/// Not for use from two threads at once.
final class Contents {
  let capture: Capture
  let index: IndexSnapshot
  /// How the words of PFN arrays are spelt.
  let format: EntryFormat
  private lazy var window = ByteWindow(capture)
  /// The deltas where the last one was read, for those who read forwards.
  private var walk: DeltaWalk
  private var lastRow: KnownRow?
  /// Rows that were looked up before, each where its contents lead: who goes through the sends of page after page meets
  /// a row of each checkpoint in turn.
  private var rows = [KnownRow?](repeating: nil, count: 256)
  private var lastFound: (content: UInt64, found: FoundContent)?

  init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
    format = index.entryFormat
    walk = DeltaWalk(capture, index)
  }

  // MARK: Entries

  /// Room for the words of a row.
  static func room(for format: EntryFormat) -> [UInt8] {
    [UInt8](repeating: 0, count: EntryFormat.entriesPerRow * format.wordBytes)
  }

  /// Reads the words of a row to the front of `words`. Returns how many entries are there.
  func read(_ row: EntryRow, into words: inout [UInt8]) throws(CaptureError) -> Int {
    try capture.fill(&words, from: row.array, count: row.count * format.wordBytes) / format.wordBytes
  }

  /// The entries of a row.
  func entries(ofRow row: EntryRow) throws(CaptureError) -> [PageEntry] {
    var words = Self.room(for: format)
    let count = try read(row, into: &words)
    return format.entries(words.span.extracting(0..<count * format.wordBytes))
  }

  /// The content-carrying entries of a row, with the places of their contents among all of the capture.
  func contents(ofRow row: EntryRow) throws(CaptureError) -> [(entry: PageEntry, content: UInt64)] {
    let entries = try entries(ofRow: row).filter(\.type.carriesContent)
    return entries.enumerated().map { ($0.element, row.firstContent + UInt64($0.offset)) }
  }

  // MARK: Rows and checkpoints

  /// What the index says of a row and of the checkpoint that it belongs to.
  private final class KnownRow {
    let number: Int
    let row: EntryRow
    let contents: Range<UInt64>
    /// Where its first image is; nil without one.
    let images: UInt64?
    /// Where its images are when they do not all stand right behind each other.
    let stretches: [ImageStretch]
    let checkpoint: Int
    /// The contents of the checkpoint, and the page deltas that are there for them.
    let checkpointContents: Range<UInt64>
    let deltas: Range<UInt64>

    init(_ number: Int, of index: IndexSnapshot) {
      self.number = number
      row = index.entryRows[number]
      contents = index.contents(ofRow: number)
      images = index.images(ofRow: number)
      stretches = index.imageStretches(ofRow: number)
      checkpoint = index.checkpoint(ofRow: number)
      checkpointContents = index.contents(of: checkpoint)
      deltas = row.hasImages ? 0..<0 : index.deltas(of: checkpoint)
    }
  }

  /// The row that brought a content.
  private func known(_ content: UInt64) -> KnownRow {
    if let lastRow, lastRow.contents.contains(content) { return lastRow }
    // Neighbours share a place, and the bits of what is left are mixed (Fibonacci hashing).
    let place = Int(((content >> 10) &* 0x9e37_79b9_7f4a_7c15) >> 56)
    if let row = rows[place], row.contents.contains(content) {
      lastRow = row
      return row
    }
    let row = known(row: index.row(holding: content, contentOnly: true))
    rows[place] = row
    return row
  }

  private func known(row number: Int) -> KnownRow {
    if let lastRow, lastRow.number == number { return lastRow }
    let known = KnownRow(number, of: index)
    lastRow = known
    return known
  }

  /// The row that brought a content.
  func row(of content: UInt64) -> EntryRow { known(content).row }

  /// The checkpoint that brought a content.
  func checkpoint(of content: UInt64) -> Int { known(content).checkpoint }

  // MARK: Places

  /// Whether a content is a page image; else it is a delta.
  func isImage(_ content: UInt64) -> Bool { known(content).row.hasImages }

  /// Whether a content is an image that may be out of step, or a delta that may be another page's.
  func isDoubtful(_ content: UInt64) -> Bool {
    let row = known(content)
    guard row.row.hasImages else { return deltaPlace(of: content, row).map(index.doubtfulDeltas.holds) ?? false }
    return !row.stretches.isEmpty && row.stretches.place(of: content, size: index.size, .raw).encoding == .doubtful
  }

  /// Whether the capture holds a content, as far as the index tells.
  func isThere(_ content: UInt64) -> Bool {
    let row = known(content)
    guard row.row.hasImages else { return deltaPlace(of: content, row) != nil }
    return imageRange(of: content, row).map { $0.count == pageSize } ?? false
  }

  /// The file offsets of what the capture holds of an image; nil when that is nothing.
  private func imageRange(of content: UInt64, _ row: KnownRow) -> Range<UInt64>? {
    guard row.contents.contains(content), let images = row.images else { return nil }
    if !row.stretches.isEmpty {
      let place = row.stretches.place(of: content, size: index.size, .raw)
      guard place.encoding != .missing, let offset = place.offset else { return nil }
      return offset..<offset + UInt64(pageSize)
    }
    let offset = images &+ (content - row.contents.lowerBound) &* UInt64(pageSize)
    guard offset >= images, offset < index.size else { return nil }
    return offset..<offset + min(UInt64(pageSize), index.size - offset)
  }

  /// The place of a content's delta among all page deltas of the capture; nil when there is none for it.
  private func deltaPlace(of content: UInt64, _ row: KnownRow) -> UInt64? {
    guard row.checkpointContents.contains(content) else { return nil }
    let place = content - row.checkpointContents.lowerBound
    guard place < row.deltas.upperBound - row.deltas.lowerBound else { return nil }
    return index.lostDeltas.holds(row.deltas.lowerBound + place) ? nil : row.deltas.lowerBound + place
  }

  /// Finds a content. For a delta that takes a scan from the restart point before it, unless it is near the one that
  /// was found last.
  func find(_ content: UInt64) throws(CaptureError) -> FoundContent {
    if let lastFound, lastFound.content == content { return lastFound.found }
    let row = known(content)
    var found = FoundContent.missing
    if row.row.hasImages {
      if let range = imageRange(of: content, row), range.count == pageSize { found = .image(range.lowerBound) }
    } else if let place = deltaPlace(of: content, row), let extent = try delta(at: place) {
      found = .delta(extent)
    }
    lastFound = (content, found)
    return found
  }

  private func delta(at place: UInt64) throws(CaptureError) -> DeltaExtent? {
    try walk.seek(to: place)
    return try walk.next()
  }

  /// How and where the delta of an entry travels, as a row of pages tells it.
  func deltaPlace(of content: UInt64, inRow number: Int) throws(CaptureError) -> ContentPlace {
    guard let place = deltaPlace(of: content, known(row: number)), let extent = try delta(at: place) else {
      return .missing
    }
    return ContentPlace(
      encoding: index.doubtfulDeltas.holds(place) ? .doubtful : extent.encoding, offset: extent.first.lowerBound,
      length: extent.length,
      counts: extent.encoding == .delta ? extent.counts : nil)
  }

  // MARK: Bytes

  /// The 4096 bytes at a file offset; nil when the capture ends before the last of them.
  func image(at offset: UInt64) throws(CaptureError) -> [UInt8]? {
    try window.withBytes(at: offset, count: pageSize) { bytes in
      unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }

  /// Gives the bytes of a content: an image or a delta. Nil when it is missing.
  func withBytes<Result>(
    of found: FoundContent, _ body: (Span<UInt8>) -> Result
  ) throws(CaptureError) -> Result? {
    switch found {
    case .image(let offset): return try window.withBytes(at: offset, count: pageSize) { body($0) }
    case .delta(let extent) where extent.encoding != .missing:
      if walk.page == extent.page + 1 { return walk.withBytes(body) }
      let bytes = try capture.deltaBytes(in: extent.ranges)
      return body(bytes.span)
    case .delta, .missing: return nil
    }
  }

  /// Makes of the page that `pages` holds from `start` on what a content makes of it. False, with the page as it was,
  /// when the content is missing.
  func apply(_ found: FoundContent, to pages: inout [UInt8], at start: Int = 0) throws(CaptureError) -> Bool {
    if case .image(let offset) = found {
      // Whoever goes through deltas jumps from image to image: no reading ahead.
      return try capture.fill(&pages, at: start, from: offset, count: pageSize) == pageSize
    }
    if case .delta(let extent) = found, extent.encoding != .missing, walk.page == extent.page + 1 {
      return (try? walk.apply(to: &pages, at: start)) != nil
    }
    var isSound = false
    let applied: Void? = try withBytes(of: found) { bytes in
      var span = pages.mutableSpan
      isSound = (try? DeltaDecoder.apply(bytes, to: &span, place: start)) != nil
    }
    return applied != nil && isSound
  }
}
