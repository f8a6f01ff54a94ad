/// Puts collected sends in order, in slices, and makes the blocks of a table of them and of those that it had before.
struct SendOrdering: Sendable {
  /// The blocks of the table before, and how far those were taken whose groups share them.
  private var known: [SendBlock]
  private var block = 0
  private var place = 0
  /// Blocks of the table before that have one group of many.
  private var own: [UInt32: SendBlock] = [:]
  private var crowded: [UInt32: RunMerge<UInt64>]
  private var scattering: RunMerge<ScatteredSend>
  /// What `scattering` has put in order, and how much of it has been written.
  private var scattered: ContiguousArray<ScatteredSend>?
  private var scatteredPlace = 0
  /// The groups of `own` and `crowded`, descending, less those that have been written.
  private var highs: [UInt32] = []
  private var writer = SendBlockWriter()
  private let count: Int

  init(_ collected: CollectedSends, with known: [SendBlock]) {
    self.known = known
    crowded = collected.crowded
    scattering = collected.scattered
    count = known.reduce(collected.count) { $0 + $1.words.count }
    guard collected.count == 0 else { return }
    for block in known { writer.append(block) }
    self.known = []
  }

  /// How much of the work is done, 0…1.
  var part: Double { count == 0 ? 1 : Double(writer.count) / Double(count) }

  /// Looks at as many sends as `budget` says, and takes them from it. Returns the blocks when they are whole.
  mutating func step(_ budget: inout Int) -> [SendBlock]? {
    guard takeKnown(&budget), sortScattered(&budget), write(&budget) else { return nil }
    writer.closeBlock()
    return writer.blocks
  }

  // MARK: What comes in

  /// Takes the blocks of the table before apart, but for those of one group.
  private mutating func takeKnown(_ budget: inout Int) -> Bool {
    while block < known.count {
      guard budget > 0 else { return false }
      let next = known[block]
      if next.groupCount == 1, next.words.count >= SendBlockWriter.fewestOfOwn {
        own[UInt32(next.lastHigh)] = next
        budget -= 1
      } else {
        scatter(next, &budget)
        guard place == next.words.count else { return false }
      }
      block += 1
      place = 0
    }
    known = []
    return true
  }

  private mutating func scatter(_ block: SendBlock, _ budget: inout Int) {
    while budget > 0, place < block.words.count {
      let group = block.group(ofWord: place)
      let high = UInt32(block.high(ofGroup: group))
      let end = min(block.words(ofGroup: group).upperBound, place + budget)
      budget -= end - place
      for word in block.words[place..<end] { scattering.append(ScatteredSend(high: high, word: word)) }
      place = end
    }
  }

  private mutating func sortScattered(_ budget: inout Int) -> Bool {
    guard scattered == nil else { return true }
    guard scattering.step(&budget) else { return false }
    scattered = scattering.take()
    highs = Set(crowded.keys).union(own.keys).sorted(by: >)
    return true
  }

  // MARK: What goes out

  private mutating func write(_ budget: inout Int) -> Bool {
    while budget > 0 {
      writeScattered(below: highs.last, &budget)
      guard let high = highs.last else { return nextScattered == nil }
      guard budget > 0, writeCrowded(high, &budget) else { return false }
      highs.removeLast()
    }
    return false
  }

  private var nextScattered: ScatteredSend? {
    guard let scattered, scatteredPlace < scattered.count else { return nil }
    return scattered[scatteredPlace]
  }

  private mutating func writeScattered(below high: UInt32?, _ budget: inout Int) {
    while budget > 0, let next = nextScattered, high.map({ next.high < $0 }) ?? true {
      writer.append(next.word, of: next.high)
      scatteredPlace += 1
      budget -= 1
    }
  }

  /// Writes a group that has a list of its own, with those of its sends that have not.
  private mutating func writeCrowded(_ high: UInt32, _ budget: inout Int) -> Bool {
    if crowded[high] == nil, nextScattered?.high != high, let block = own.removeValue(forKey: high) {
      writer.append(block)
      budget -= 1
      return true
    }
    if let block = own.removeValue(forKey: high) {
      crowded[high, default: RunMerge()].append(contentsOf: block.words)
    }
    while budget > 0, let next = nextScattered, next.high == high {
      crowded[high, default: RunMerge()].append(next.word)
      scatteredPlace += 1
      budget -= 1
    }
    guard nextScattered?.high != high, crowded[high]?.step(&budget) == true, let words = crowded[high]?.take() else {
      return false
    }
    crowded[high] = nil
    writer.append(words, of: high)
    return true
  }
}
