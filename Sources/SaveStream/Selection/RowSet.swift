/// Row numbers, ascending, as a bit for each row of a range: 27 million rows take 3.5 MiB, however many belong to it.
///
/// Beside the bits stands, for each 1024 of them, how many are set before: so the n-th number is found in O(log n), and
/// the place of a number in O(1).
struct RowSet: Sendable, Equatable {
  /// The row that the first bit stands for.
  let start: UInt64
  private(set) var count = 0
  private var words: [UInt64] = []
  /// Numbers before each block.
  private var ranks: [Int] = []

  private static let blockWords = 16

  init(over range: Range<UInt64>) {
    start = range.lowerBound
    // Memory that is not written to costs nothing; growing would hold all of it twice for a while.
    words.reserveCapacity(Int((range.upperBound - start) / 64) + 1)
    ranks.reserveCapacity(Int((range.upperBound - start) / 1024) + 1)
  }

  /// Rows that a set of so many bytes can be over.
  static func rows(inBytes bytes: Int) -> UInt64 { UInt64(max(bytes, 0) / (8 * blockWords + 8) * blockWords * 64) }

  /// Adds a number greater than all before.
  mutating func append(_ row: UInt64) {
    let bit = Int(row - start)
    while words.count <= bit / 64 {
      if words.count % Self.blockWords == 0 { ranks.append(count) }
      words.append(0)
    }
    words[bit / 64] |= 1 << UInt64(bit % 64)
    count += 1
  }

  /// The number at a place, from 0.
  subscript(place: Int) -> UInt64 {
    precondition(place >= 0 && place < count, "place \(place) of \(count)")
    let block = ranks.partitioningIndex { $0 <= place } - 1
    var left = place - ranks[block]
    var word = block * Self.blockWords
    while left >= words[word].nonzeroBitCount {
      left -= words[word].nonzeroBitCount
      word += 1
    }
    var bits = words[word]
    for _ in 0..<left { bits &= bits - 1 }
    return start + UInt64(word * 64 + bits.trailingZeroBitCount)
  }

  /// How many numbers are less than `row`.
  func rank(of row: UInt64) -> Int {
    guard row > start else { return 0 }
    guard row - start < UInt64(words.count) * 64 else { return count }
    let bit = Int(row - start)
    let word = bit / 64
    var rank = ranks[word / Self.blockWords]
    for before in word / Self.blockWords * Self.blockWords..<word { rank += words[before].nonzeroBitCount }
    return rank + (words[word] & (1 << UInt64(bit % 64) - 1)).nonzeroBitCount
  }
}

extension [Int] {
  /// The number of leading elements for which `belongs` holds, where it holds for a prefix only. O(log n).
  fileprivate func partitioningIndex(where belongs: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if belongs(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
