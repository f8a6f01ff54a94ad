/// Sends on their way into the table, in the order of the stream.
///
/// A sender scans upwards, so that the sends of a group come side by side: one that brings many in a row has a list of
/// its own. All others share a list. So a send costs the same, however many groups there are and in whatever order they
/// come.
struct CollectedSends: Sendable {
  /// The sends of groups that have a list of their own, by PFN bits 20 and up.
  private(set) var crowded: [UInt32: RunMerge<UInt64>] = [:]
  /// Sends of other groups, and of these those that came before they had so many.
  private(set) var scattered = RunMerge<ScatteredSend>()
  private(set) var count = 0
  /// What came last, all of one group.
  private var latest: ContiguousArray<UInt64> = []
  private var high: UInt32 = 0

  /// Sends in a row that get a list.
  private static let fewestInRow = 256
  private static let mostInRow = 1024

  /// Adds a send, of the group with these PFN bits.
  mutating func append(_ word: UInt64, of high: UInt32) {
    if high != self.high || latest.count == Self.mostInRow {
      settle()
      self.high = high
    }
    latest.append(word)
    count += 1
  }

  /// Puts what came last where it belongs. To be called at the end.
  mutating func settle() {
    if let place = crowded.index(forKey: high) {
      crowded.values[place].append(contentsOf: latest)
    } else if latest.count >= Self.fewestInRow {
      crowded[high, default: RunMerge()].append(contentsOf: latest)
    } else {
      for word in latest { scattered.append(ScatteredSend(high: high, word: word)) }
    }
    latest.removeAll(keepingCapacity: true)
  }
}

/// A send with its group.
struct ScatteredSend: Sendable, Comparable {
  /// PFN bits 20 to 51.
  let high: UInt32
  /// As `PageSends` packs it.
  let word: UInt64

  static func < (left: ScatteredSend, right: ScatteredSend) -> Bool {
    left.high != right.high ? left.high < right.high : left.word < right.word
  }
}
