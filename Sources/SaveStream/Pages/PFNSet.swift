/// A set of PFNs: a bit for each, in leaves of 4 KiB that stand for 2^15 PFNs and are there where they are used.
package struct PFNSet: Sendable {
  /// By the upper bits of a PFN, the place of its leaf.
  private var places: [UInt64: Int] = [:]
  private var leaves: [[UInt64]] = []
  /// The leaf that was used last.
  private var used: (high: UInt64, place: Int)?
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
    guard let leaf = leaf(word >> (Self.leafShift - 6)) else {
      isOverfull = true
      return
    }
    let place = Int(word & (1 << (Self.leafShift - 6) - 1))
    let new = bits & ~leaves[leaf][place]
    leaves[leaf][place] |= new
    count += UInt64(new.nonzeroBitCount)
  }

  /// The place of a leaf, made where it is missing; nil where there is no room.
  private mutating func leaf(_ high: UInt64) -> Int? {
    if let used, used.high == high { return used.place }
    if let place = places[high] {
      used = (high, place)
      return place
    }
    guard leaves.count < mostLeaves else { return nil }
    leaves.append([UInt64](repeating: 0, count: Self.leafByteCount / 8))
    places[high] = leaves.count - 1
    used = (high, leaves.count - 1)
    return leaves.count - 1
  }

  package func contains(_ pfn: UInt64) -> Bool {
    guard let leaf = places[pfn >> Self.leafShift] else { return false }
    let place = pfn & (1 << Self.leafShift - 1)
    return leaves[leaf][Int(place >> 6)] >> (place & 63) & 1 == 1
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
    guard let leaf = places[high] else { return 0 }
    let base = high << Self.leafShift
    let first = max(range.lowerBound, base) - base
    let end = min(range.upperBound - base, 1 << Self.leafShift)
    var count = 0
    for word in first >> 6...(end - 1) >> 6 {
      var bits = leaves[leaf][Int(word)]
      if word == first >> 6 { bits &= .max << (first & 63) }
      if word == (end - 1) >> 6 { bits &= .max >> (63 - (end - 1) & 63) }
      count += bits.nonzeroBitCount
    }
    return count
  }
}
