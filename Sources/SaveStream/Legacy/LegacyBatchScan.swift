/// What a PFN array holds, counted in one pass over its words.
struct LegacyBatchScan {
  /// Words that the capture holds whole.
  var count = 0
  /// Entries with content.
  var contentCount = 0
  var entriesByType = [UInt64](repeating: 0, count: 16)
  /// The first and last PFN of entries that carry one.
  var firstPFN: UInt64?
  var lastPFN: UInt64?
  /// Positions of entries that break a rule.
  var outOfRange: [Int] = []
  var undefinedType: [Int] = []
  var pinWithoutTable: [Int] = []
  var allocateOnly: Int?
  var repeated: Int?
  /// Positions, among the entries with content, of page tables.
  var pageTables: [Int] = []

  private var isAscending = true

  /// Scans `bytes`, words of `wordBytes` bytes; PFNs must be below `p2mSize`.
  init(_ bytes: Span<UInt8>, wordBytes: Int, p2mSize: UInt64) {
    count = bytes.count / wordBytes
    for position in 0..<count {
      let entry = LegacyEntry(word: Self.word(bytes, at: position * wordBytes, wordBytes))
      let type = entry.type
      entriesByType[Int(type.rawValue)] += 1
      guard type != .unmapped else { continue }
      note(entry.pfn, at: position, p2mSize: p2mSize)
      guard type != .ordinary else {
        contentCount += 1
        continue
      }
      note(type, at: position)
    }
    if !isAscending { repeated = Self.firstRepeated(bytes, count: count, wordBytes: wordBytes) }
  }

  private mutating func note(_ pfn: UInt64, at position: Int, p2mSize: UInt64) {
    if let lastPFN { if pfn <= lastPFN { isAscending = false } } else { firstPFN = pfn }
    lastPFN = pfn
    if pfn >= p2mSize { outOfRange.append(position) }
  }

  private mutating func note(_ type: PageType, at position: Int) {
    if type.pageTableLevel != nil { pageTables.append(contentCount) }
    if !type.isDefined { undefinedType.append(position) }
    if type.rawValue == 8 { pinWithoutTable.append(position) }
    if type == .allocateOnly, allocateOnly == nil { allocateOnly = position }
    if type.carriesContent { contentCount += 1 }
  }

  /// The little-endian word of four or eight bytes at `start`.
  static func word(_ bytes: Span<UInt8>, at start: Int, _ wordBytes: Int) -> UInt64 {
    let word = unsafe bytes.bytes.extracting(start..<start + wordBytes)
    if wordBytes == 4 { return UInt64(UInt32(littleEndian: unsafe word.unsafeLoadUnaligned(as: UInt32.self))) }
    return UInt64(littleEndian: unsafe word.unsafeLoadUnaligned(as: UInt64.self))
  }

  private static func firstRepeated(_ bytes: Span<UInt8>, count: Int, wordBytes: Int) -> Int? {
    var seen = Set<UInt64>()
    for position in 0..<count {
      let entry = LegacyEntry(word: word(bytes, at: position * wordBytes, wordBytes))
      if entry.type != .unmapped, !seen.insert(entry.pfn).inserted { return position }
    }
    return nil
  }
}
