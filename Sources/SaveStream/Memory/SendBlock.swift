/// A stretch of the table of sends: those of one group of 2^20 PFNs, or of several groups that follow each other.
///
/// ```
/// highs    PFN bits 20-51 of each group, ascending
/// starts   where the words of each group begin
/// words    sends of the first group, of the second, …
/// ```
///
/// So groups of few sends share an array, and a group costs six bytes beside its sends.
struct SendBlock: Sendable {
  private let highs: ContiguousArray<UInt32>
  private let starts: ContiguousArray<UInt16>
  /// As `PageSends` packs them.
  let words: ContiguousArray<UInt64>

  /// Takes what is there as it is.
  init(highs: ContiguousArray<UInt32>, starts: ContiguousArray<UInt16>, words: ContiguousArray<UInt64>) {
    precondition(!highs.isEmpty && highs.count == starts.count && starts.first == 0, "groups without sends")
    self.highs = highs
    self.starts = starts
    self.words = words
  }

  /// A block of one group.
  init(high: UInt32, words: ContiguousArray<UInt64>) { self.init(highs: [high], starts: [0], words: words) }

  var groupCount: Int { highs.count }
  /// PFN bits 20 and up of the last group.
  var lastHigh: UInt64 { UInt64(highs[highs.count - 1]) }

  /// PFN bits 20 and up of a group.
  func high(ofGroup group: Int) -> UInt64 { UInt64(highs[group]) }

  /// The places of a group's sends.
  func words(ofGroup group: Int) -> Range<Int> {
    Int(starts[group])..<(group + 1 < starts.count ? Int(starts[group + 1]) : words.count)
  }

  /// The first group that is not below `high`.
  func group(from high: UInt64) -> Int { highs.partitioningIndex { UInt64($0) < high } }

  /// The group of a send.
  func group(ofWord place: Int) -> Int { starts.partitioningIndex { Int($0) <= place } - 1 }

  /// The first send of a group whose PFN's low bits are not below `low`.
  func place(of low: UInt64, inGroup group: Int) -> Int {
    words[words(ofGroup: group)].partitioningIndex { PageSends.lowPFN($0) < low }
  }
}

/// Makes the blocks of a table of what is given to it in ascending order of groups, and of sends within a group.
struct SendBlockWriter: Sendable {
  private(set) var blocks: [SendBlock] = []
  /// Sends that were given.
  private(set) var count = 0
  private var highs: ContiguousArray<UInt32> = []
  private var starts: ContiguousArray<UInt16> = []
  private var words: ContiguousArray<UInt64> = []

  /// Groups of so many sends have a block of their own when they are given at once.
  static let fewestOfOwn = 1 << 12
  /// A block to which another group is added has no more sends than this.
  private static let mostToAddTo = 1 << 15

  /// Adds a send.
  mutating func append(_ word: UInt64, of high: UInt32) {
    if highs.last != high { beginGroup(high) }
    words.append(word)
    count += 1
  }

  /// Adds all sends of a group.
  mutating func append(_ group: ContiguousArray<UInt64>, of high: UInt32) {
    if group.count >= Self.fewestOfOwn { return append(SendBlock(high: high, words: group)) }
    beginGroup(high)
    words.append(contentsOf: group)
    count += group.count
  }

  /// Adds a block of a table that was there before.
  mutating func append(_ block: SendBlock) {
    closeBlock()
    blocks.append(block)
    count += block.words.count
  }

  /// Ends the block to which groups are being added.
  mutating func closeBlock() {
    guard !highs.isEmpty else { return }
    blocks.append(SendBlock(highs: highs.exact, starts: starts.exact, words: words.exact))
    highs.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
  }

  private mutating func beginGroup(_ high: UInt32) {
    if words.count > Self.mostToAddTo { closeBlock() }
    highs.append(high)
    starts.append(UInt16(words.count))
  }
}

extension ContiguousArray {
  /// A copy that takes no more memory than it needs.
  fileprivate var exact: ContiguousArray {
    var copy = ContiguousArray()
    copy.reserveCapacity(count)
    copy.append(contentsOf: self)
    return copy
  }
}
