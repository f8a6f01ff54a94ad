/// What a PFN array, or a piece of one, holds, counted in one pass over its words.
struct EntryScan {
  /// Words that the capture holds whole.
  private(set) var count = 0
  /// Entries with content.
  private(set) var contentCount = 0
  private(set) var entriesByType = [UInt64](repeating: 0, count: 16)
  /// The first and last PFN of entries that carry one.
  private(set) var firstPFN: UInt64?
  private(set) var lastPFN: UInt64?
  /// Positions of entries that break a rule.
  private(set) var outOfRange: [Int] = []
  private(set) var undefinedType: [Int] = []
  private(set) var pinWithoutTable: [Int] = []
  private(set) var allocateOnly: Int?
  private(set) var repeated: Int?
  /// Where PFNs repeat, the first run of words that are zero, if it is one that no sender writes.
  private(set) var zeros: Range<Int>?
  /// The first entry with bits that should be zero.
  private(set) var reserved: Int?
  /// Positions, among the entries with content, of page tables.
  private(set) var pageTables: [Int] = []

  private let pfnEnd: UInt64
  private var isAscending = true
  /// Whether every PFN is greater than the one before it.
  var isInOrder: Bool { isAscending }

  /// Whether some words are no entries that a guest has.
  var hasNoEntries: Bool {
    zeros != nil || (!outOfRange.isEmpty && !runsPastEnd) || !undefinedType.isEmpty || !pinWithoutTable.isEmpty
  }

  /// Entries in order that are no accident, wherever they lie.
  private static let leastInOrder = 16

  /// Whether all that is wrong with the entries is that the last of them lie behind the end of the guest as it is stated:
  /// that is a wrong statement rather than other bytes.
  var runsPastEnd: Bool {
    guard isAscending, !outOfRange.isEmpty, undefinedType.isEmpty, pinWithoutTable.isEmpty, reserved == nil,
      let lastPFN
    else { return false }
    return count >= Self.leastInOrder || lastPFN / 4 < pfnEnd
  }

  /// The PFNs of the entries, where these are all ordinary pages that follow one another.
  var ordinaryRun: Range<UInt64>? {
    guard let firstPFN, let lastPFN, entriesByType[0] == UInt64(count), isAscending, outOfRange.isEmpty,
      lastPFN - firstPFN == UInt64(count) - 1
    else { return nil }
    return firstPFN..<lastPFN + 1
  }

  /// Scans words; PFNs must be below `pfnEnd`.
  init(_ bytes: Span<UInt8>, _ format: EntryFormat, pfnEnd: UInt64) {
    self.pfnEnd = pfnEnd
    count = bytes.count / format.wordBytes
    var place = 0
    while place < count {
      place = skipOrdinary(bytes, from: place, format, pfnEnd: pfnEnd)
      guard place < count else { break }
      note(format.word(in: bytes, at: place), at: place, format, pfnEnd: pfnEnd)
      place += 1
    }
    if !isAscending { repeated = Self.firstRepeated(bytes, count: count, format) }
    if repeated != nil { zeros = Self.firstZeros(bytes, count: count, format) }
  }

  /// Words of zeros in a row that are no entries: one stands for PFN 0.
  private static let leastZeros = 3

  private static func firstZeros(_ bytes: Span<UInt8>, count: Int, _ format: EntryFormat) -> Range<Int>? {
    var start = 0
    for position in 0...count {
      if position < count, format.word(in: bytes, at: position) == 0 { continue }
      if position - start >= leastZeros { return start..<position }
      start = position + 1
    }
    return nil
  }

  /// Counts ordinary pages in ascending order from a place on, which nearly all entries are, and returns the place of
  /// the first entry that is none.
  private mutating func skipOrdinary(
    _ bytes: Span<UInt8>, from start: Int, _ format: EntryFormat, pfnEnd: UInt64
  ) -> Int {
    let other = ~format.pfnMask
    var place = start
    var next = lastPFN.map { $0 &+ 1 } ?? 0
    while place < count {
      let word = format.word(in: bytes, at: place)
      guard word & other == 0, word >= next, word < pfnEnd else { break }
      next = word &+ 1
      place += 1
    }
    guard place > start else { return start }
    let first = format.word(in: bytes, at: start)
    firstPFN = firstPFN ?? first
    lastPFN = next &- 1
    entriesByType[0] += UInt64(place - start)
    contentCount += place - start
    return place
  }

  private mutating func note(_ word: UInt64, at position: Int, _ format: EntryFormat, pfnEnd: UInt64) {
    let entry = format.entry(word)
    let type = entry.type
    if word & format.reservedMask != 0, reserved == nil { reserved = position }
    entriesByType[Int(type.rawValue)] += 1
    guard format.hasPFN(type) else { return }
    note(entry.pfn, at: position, pfnEnd: pfnEnd)
    guard type != .ordinary else {
      contentCount += 1
      return
    }
    note(type, at: position, format)
  }

  private mutating func note(_ pfn: UInt64, at position: Int, pfnEnd: UInt64) {
    if let lastPFN { if pfn <= lastPFN { isAscending = false } } else { firstPFN = pfn }
    lastPFN = pfn
    if pfn >= pfnEnd { outOfRange.append(position) }
  }

  private mutating func note(_ type: PageType, at position: Int, _ format: EntryFormat) {
    if type.pageTableLevel != nil { pageTables.append(contentCount) }
    if !format.isDefined(type) {
      undefinedType.append(position)
    } else if type.rawValue == 8 {
      pinWithoutTable.append(position)
    }
    if type == .allocateOnly, allocateOnly == nil { allocateOnly = position }
    if type.carriesContent { contentCount += 1 }
  }

  private static func firstRepeated(_ bytes: Span<UInt8>, count: Int, _ format: EntryFormat) -> Int? {
    var seen = Set<UInt64>()
    for position in 0..<count {
      let entry = format.entry(in: bytes, at: position)
      if format.hasPFN(entry.type), !seen.insert(entry.pfn).inserted { return position }
    }
    return nil
  }
}
