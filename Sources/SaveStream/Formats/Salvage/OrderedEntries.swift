/// Entries of a PFN array in ascending order that stand one right behind the other, from one of its ends on: as many as
/// follow each other as a sender writes them.
struct OrderedEntries {
  /// In the order of the array.
  private let entries: [PageEntry]
  private let format: EntryFormat
  /// How many of the first few entries carry content, and how far their PFNs lie apart: the bits of each distance.
  private let contents: [Int]
  private let spread: [Double]
  /// The last PFN among the first few entries, and the first one of the others.
  private let lastPFNs: [UInt64?]
  private let firstPFNs: [UInt64?]

  var count: Int { entries.count }

  /// One past the largest PFN that is believed of a guest whose size is not known: memory of 256 TiB.
  private static let mostPFNs: UInt64 = 1 << 36

  /// Those from the front on, in bytes of which no more than `most` words are the array's.
  init(front bytes: Span<UInt8>, most: Int, _ format: EntryFormat, pfnEnd: UInt64) {
    let pfnEnd = min(pfnEnd, Self.mostPFNs)
    var (found, next): ([PageEntry], UInt64) = ([], 0)
    for place in 0..<min(most, bytes.count / format.wordBytes) {
      let entry = format.entry(format.word(in: bytes, at: place))
      guard Self.isSound(format.word(in: bytes, at: place), format, next..<max(next, pfnEnd)) else { break }
      if format.hasPFN(entry.type) { next = entry.pfn + 1 }
      found.append(entry)
    }
    self.init(found, format)
  }

  /// Those up to the end of some bytes.
  init(behind bytes: Span<UInt8>, most: Int, _ format: EntryFormat, pfnEnd: UInt64) {
    var (found, end): ([PageEntry], UInt64) = ([], min(pfnEnd, Self.mostPFNs))
    let phase = bytes.count % format.wordBytes
    let words = bytes.extracting(phase..<bytes.count)
    for place in (0..<words.count / format.wordBytes).reversed() where found.count < most {
      let entry = format.entry(format.word(in: words, at: place))
      guard Self.isSound(format.word(in: words, at: place), format, 0..<end) else { break }
      if format.hasPFN(entry.type) { end = entry.pfn }
      found.append(entry)
    }
    self.init(found.reversed(), format)
  }

  private init(_ entries: [PageEntry], _ format: EntryFormat) {
    self.entries = entries
    self.format = format
    var (contents, spread) = ([0], [0.0])
    var last: UInt64?
    var lastPFNs = [last]
    for entry in entries {
      contents.append(contents[contents.count - 1] + (entry.type.carriesContent ? 1 : 0))
      let pfn = format.hasPFN(entry.type) ? entry.pfn : nil
      let distance = if let last, let pfn { pfn - last } else { UInt64(1) }
      spread.append(spread[spread.count - 1] + Self.bits(distance))
      last = pfn ?? last
      lastPFNs.append(last)
    }
    var firstPFNs: [UInt64?] = [nil]
    for entry in entries.reversed() {
      firstPFNs.append(format.hasPFN(entry.type) ? entry.pfn : firstPFNs[firstPFNs.count - 1])
    }
    self.contents = contents
    self.spread = spread
    self.lastPFNs = lastPFNs
    self.firstPFNs = firstPFNs.reversed()
  }

  /// Whether a sender writes a word where PFNs may lie in a range. Some do not say which page is unmapped.
  private static func isSound(_ word: UInt64, _ format: EntryFormat, _ pfns: Range<UInt64>) -> Bool {
    let entry = format.entry(word)
    guard word & format.reservedMask == 0, format.isDefined(entry.type), entry.type.rawValue != 8 else { return false }
    return pfns.contains(entry.pfn) || (!format.hasPFN(entry.type) && entry.pfn == 0)
  }

  /// How many bits a number from 1 on has, and a part of one.
  static func bits(_ number: UInt64) -> Double {
    let number = Double(max(number, 1))
    return Double(number.exponent) + number.significand - 1
  }

  // MARK: What some of them say

  /// How many of those carry content.
  func contents(_ range: Range<Int>) -> Int { contents[range.upperBound] - contents[range.lowerBound] }

  /// How far the PFNs of those lie apart, in bits.
  func spread(_ range: Range<Int>) -> Double {
    range.count < 2 ? 0 : spread[range.upperBound] - spread[range.lowerBound + 1]
  }

  /// The last PFN among the first few.
  func lastPFN(before place: Int) -> UInt64? { lastPFNs[place] }

  /// The first PFN from a place on.
  func firstPFN(from place: Int) -> UInt64? { firstPFNs[place] }

  /// The first place, from another one on, behind which there are greater PFNs alone.
  func place(above pfn: UInt64?, from floor: Int) -> Int {
    guard let pfn else { return floor }
    return max(floor, firstPFNs.partitioningIndex { $0.map { $0 <= pfn } ?? false })
  }

  /// Whether each says which page it stands for.
  var allHavePFN: Bool { entries.allSatisfy { format.hasPFN($0.type) } }
}
