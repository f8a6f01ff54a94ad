/// The PFNs that were ever sent, in ascending order, for those who go through them a few at a time.
extension PageSends {
  /// A place among the PFNs that were ever sent.
  struct Cursor {
    fileprivate var block = 0
    fileprivate var group = -1
    /// PFN bits 20 and up of the group.
    fileprivate var high: UInt64 = 0
    /// The next send, and the end of its group, in the block.
    fileprivate var place = 0
    fileprivate var end = 0
    /// Sends that were gone over.
    fileprivate(set) var passed = 0
  }

  /// Before the first PFN that is not below `pfn`. O(log n).
  func cursor(from pfn: UInt64) -> Cursor {
    let high = pfn >> Self.groupShift
    var cursor = Cursor()
    cursor.block = blocks.partitioningIndex { $0.lastHigh < high }
    guard cursor.block < blocks.count else { return cursor }
    cursor.group = blocks[cursor.block].group(from: high)
    enter(&cursor)
    if cursor.high == high {
      cursor.place = blocks[cursor.block].place(of: pfn & (1 << Self.groupShift - 1), inGroup: cursor.group)
    }
    return cursor
  }

  /// The sends of the next PFN, ascending; nil behind the last one.
  func next(_ cursor: inout Cursor) -> List? {
    if cursor.place == cursor.end {
      guard cursor.block < blocks.count else { return nil }
      cursor.group += 1
      if cursor.group == blocks[cursor.block].groupCount {
        cursor.block += 1
        cursor.group = 0
        guard cursor.block < blocks.count else { return nil }
      }
      enter(&cursor)
    }
    let words = blocks[cursor.block].words
    let first = cursor.place
    let low = Self.lowPFN(words[first])
    cursor.place = Self.end(of: low, in: words, first..<cursor.end)
    cursor.passed += cursor.place - first
    return List(pfn: cursor.high << Self.groupShift | low, words: words[first..<cursor.place])
  }

  /// Goes to the first send of the cursor's group.
  private func enter(_ cursor: inout Cursor) {
    let block = blocks[cursor.block]
    let range = block.words(ofGroup: cursor.group)
    (cursor.high, cursor.place, cursor.end) = (block.high(ofGroup: cursor.group), range.lowerBound, range.upperBound)
  }

  /// One past the sends of a PFN whose first one begins a range: looked for in steps that grow, as most PFNs have few.
  private static func end(of low: UInt64, in words: ContiguousArray<UInt64>, _ range: Range<Int>) -> Int {
    var known = range.lowerBound
    var step = 1
    while known + step < range.upperBound, lowPFN(words[known + step]) == low {
      known += step
      step *= 2
    }
    var end = min(known + step, range.upperBound)
    while known + 1 < end {
      let middle = known + (end - known) / 2
      if lowPFN(words[middle]) == low { known = middle } else { end = middle }
    }
    return end
  }
}

extension PageSends {
  /// The first PFN from `pfn` on that was ever sent; nil when none was. O(log n).
  public func firstPFN(from pfn: UInt64) -> UInt64? {
    var cursor = cursor(from: pfn)
    return next(&cursor)?.pfn
  }

  /// The last PFN up to `pfn` that was ever sent; nil when none was. O(log n).
  public func lastPFN(upTo pfn: UInt64) -> UInt64? {
    var cursor = cursor(from: pfn < .max ? pfn + 1 : pfn)
    if cursor.block == blocks.count || cursor.place == 0 {
      guard cursor.block > 0 else { return nil }
      cursor.block -= 1
      cursor.place = blocks[cursor.block].words.count
    }
    let block = blocks[cursor.block]
    let group = block.group(ofWord: cursor.place - 1)
    return block.high(ofGroup: group) << Self.groupShift | Self.lowPFN(block.words[cursor.place - 1])
  }

  /// The sends of PFNs below `pfn`: how far one is on the way through all of them. O(blocks).
  public func sendCount(below pfn: UInt64) -> Int {
    let cursor = cursor(from: pfn)
    return blocks[..<cursor.block].reduce(cursor.place) { $0 + $1.words.count }
  }
}

extension PageSends {
  /// The first PFN from `pfn` on that was ever sent or said to be broken; nil when none was. O(log n).
  func firstEntry(from pfn: UInt64) -> UInt64? {
    let place = position(ofRemoval: pfn)
    let broken = place < removals.count ? removals[place].pfn : nil
    guard let sent = firstPFN(from: pfn) else { return broken }
    return min(sent, broken ?? sent)
  }

  /// The last PFN below `pfn` that was ever sent or said to be broken; nil when none was. O(log n).
  func lastEntry(below pfn: UInt64) -> UInt64? {
    guard pfn > 0 else { return nil }
    let place = position(ofRemoval: pfn)
    let broken = place > 0 ? removals[place - 1].pfn : nil
    guard let sent = lastPFN(upTo: pfn - 1) else { return broken }
    return max(sent, broken ?? sent)
  }
}
