/// Row numbers, ascending, as a bit for each row of a range: 27 million rows take 3.5 MiB, however many belong to it.
///
/// The bits stand in blocks, and a block without any takes nothing. A copy shares all blocks but the last with a set
/// that goes on growing. Beside the bits stands, for each 1024 of them, how many are set before: so the n-th number is
/// found in O(log n), and the place of a number in O(1).
struct RowSet: Sendable, Equatable {
  /// The row that the first bit stands for.
  let start: UInt64
  private(set) var count = 0
  private var blocks: [Block] = []

  init(over range: Range<UInt64>) { start = range.lowerBound }

  /// Rows that a set of so many bytes can be over.
  static func rows(inBytes bytes: Int) -> UInt64 { UInt64(max(bytes, 0) / Block.maximumBytes) * UInt64(Block.rows) }

  /// Adds a number greater than all before.
  mutating func append(_ row: UInt64) {
    let bit = Int(row - start)
    let block = bit / Block.rows
    while blocks.count <= block { blocks.append(Block(countBefore: count)) }
    blocks[block].append(bit % Block.rows, as: count)
    count += 1
  }

  /// The number at a place, from 0.
  subscript(place: Int) -> UInt64 {
    precondition(place >= 0 && place < count, "place \(place) of \(count)")
    let block = blocks.partitioningIndex { $0.countBefore <= place } - 1
    return start + UInt64(block * Block.rows + blocks[block].bit(at: place))
  }

  /// How many numbers are less than `row`.
  func rank(of row: UInt64) -> Int {
    guard row > start else { return 0 }
    guard row - start < UInt64(blocks.count) * UInt64(Block.rows) else { return count }
    let bit = Int(row - start)
    return blocks[bit / Block.rows].rank(of: bit % Block.rows)
  }
}

extension RowSet {
  /// The bits of a stretch of rows, as far as the last one that is set.
  private struct Block: Sendable, Equatable {
    /// Numbers in the blocks before.
    let countBefore: Int
    private var words: [UInt64] = []
    /// Numbers before each 16 words.
    private var ranks: [Int] = []

    static let rows = 1 << 18
    private static let wordsPerRank = 16
    /// What a block takes when it is full.
    static let maximumBytes = rows / 8 + rows / 64 / wordsPerRank * 8

    init(countBefore: Int) { self.countBefore = countBefore }

    /// Sets a bit above all before, as the number at a place.
    mutating func append(_ bit: Int, as place: Int) {
      while words.count <= bit / 64 {
        if words.count % Self.wordsPerRank == 0 { ranks.append(place) }
        words.append(0)
      }
      words[bit / 64] |= 1 << UInt64(bit % 64)
    }

    /// The bit of the number at a place, which is in this block.
    func bit(at place: Int) -> Int {
      let rank = ranks.partitioningIndex { $0 <= place } - 1
      var left = place - ranks[rank]
      var word = rank * Self.wordsPerRank
      while left >= words[word].nonzeroBitCount {
        left -= words[word].nonzeroBitCount
        word += 1
      }
      var bits = words[word]
      for _ in 0..<left { bits &= bits - 1 }
      return word * 64 + bits.trailingZeroBitCount
    }

    /// How many numbers come before that of a bit, in this block and those before.
    func rank(of bit: Int) -> Int {
      let word = min(bit / 64, words.count)
      guard !ranks.isEmpty else { return countBefore }
      let group = min(word / Self.wordsPerRank, ranks.count - 1)
      var rank = ranks[group]
      for before in group * Self.wordsPerRank..<word { rank += words[before].nonzeroBitCount }
      guard word == bit / 64, word < words.count else { return rank }
      return rank + (words[word] & (1 << UInt64(bit % 64) - 1)).nonzeroBitCount
    }
  }
}
