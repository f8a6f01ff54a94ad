/// A set of PFNs: a bit for each, in leaves of 4 KiB that stand for 2^15 PFNs and are there where they are used.
package struct PFNSet: Sendable {
  /// By the upper bits of a PFN, the place of its leaf.
  private var places: [UInt64: Int] = [:]
  /// The leaves but for the one that was used last, whose place is empty here.
  private var leaves: [[UInt64]] = []
  /// The leaf that was used last: what is inserted next mostly belongs there, and so needs one look only.
  private var used: [UInt64] = []
  /// The upper bits that it stands for, and its place.
  private var usedHigh = UInt64.max
  private var usedPlace = 0
  private let mostLeaves: Int
  /// How many PFNs are in it.
  package private(set) var count: UInt64 = 0
  /// The highest PFN that was inserted, kept or not.
  package private(set) var highest: UInt64?
  /// Whether there was no room for a PFN, so that it was not kept.
  package private(set) var isOverfull = false

  private static let leafShift: UInt64 = 15
  private static let leafByteCount = 1 << 12

  /// - Parameter byteCount: what its leaves may take.
  package init(within byteCount: Int = .max) { mostLeaves = byteCount / Self.leafByteCount }

  package mutating func insert(_ pfn: UInt64) { insert(1 << (pfn & 63), at: pfn >> 6) }

  /// Inserts all of a range, 64 at a time.
  package mutating func insert(_ pfns: Range<UInt64>) {
    guard let last = pfns.last else { return }
    for word in pfns.lowerBound >> 6...last >> 6 {
      var bits = UInt64.max
      if word == pfns.lowerBound >> 6 { bits &= .max << (pfns.lowerBound & 63) }
      if word == last >> 6 { bits &= .max >> (63 - last & 63) }
      insert(bits, at: word)
    }
  }

  /// Inserts those of 64 PFNs whose bits are set.
  /// - Parameter word: the first of the 64, by 64.
  package mutating func insert(_ bits: UInt64, at word: UInt64) {
    guard bits != 0 else { return }
    highest = max(highest ?? 0, word << 6 + UInt64(63 - bits.leadingZeroBitCount))
    let high = word >> (Self.leafShift - 6)
    guard high == usedHigh || use(high) else {
      isOverfull = true
      return
    }
    let place = Int(word & (1 << (Self.leafShift - 6) - 1))
    let before = used[place]
    used[place] = before | bits
    count += UInt64((bits & ~before).nonzeroBitCount)
  }

  /// Makes a leaf the one in use. False where it is missing, and there is no room for it.
  private mutating func use(_ high: UInt64) -> Bool {
    if places[high] == nil {
      guard leaves.count < mostLeaves else { return false }
      places[high] = leaves.count
      leaves.append([UInt64](repeating: 0, count: Self.leafByteCount / 8))
    }
    guard let place = places[high] else { return false }
    if usedHigh != .max { swap(&leaves[usedPlace], &used) }
    swap(&leaves[place], &used)
    (usedHigh, usedPlace) = (high, place)
    return true
  }

  /// The leaf of some upper bits; nil where there is none.
  private func leaf(_ high: UInt64) -> [UInt64]? {
    high == usedHigh ? used : places[high].map { leaves[$0] }
  }

  package func contains(_ pfn: UInt64) -> Bool {
    guard let leaf = leaf(pfn >> Self.leafShift) else { return false }
    let place = pfn & (1 << Self.leafShift - 1)
    return leaf[Int(place >> 6)] >> (place & 63) & 1 == 1
  }

  package var isEmpty: Bool { leaves.isEmpty }

  /// How many PFNs of a range are in the set. Looks at no more leaves than there are.
  package func count(in range: Range<UInt64>) -> Int {
    guard let last = range.last else { return 0 }
    let highs = range.lowerBound >> Self.leafShift...last >> Self.leafShift
    guard highs.upperBound - highs.lowerBound < UInt64(leaves.count) else {
      return places.keys.reduce(0) { highs.contains($1) ? $0 + count(in: range, ofLeaf: $1) : $0 }
    }
    return highs.reduce(0) { $0 + count(in: range, ofLeaf: $1) }
  }

  private func count(in range: Range<UInt64>, ofLeaf high: UInt64) -> Int {
    guard let leaf = leaf(high) else { return 0 }
    let base = high << Self.leafShift
    let first = max(range.lowerBound, base) - base
    let end = min(range.upperBound - base, 1 << Self.leafShift)
    var count = 0
    for word in first >> 6...(end - 1) >> 6 {
      var bits = leaf[Int(word)]
      if word == first >> 6 { bits &= .max << (first & 63) }
      if word == (end - 1) >> 6 { bits &= .max >> (63 - (end - 1) & 63) }
      count += bits.nonzeroBitCount
    }
    return count
  }
}
