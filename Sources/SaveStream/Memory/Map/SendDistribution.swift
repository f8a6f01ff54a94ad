/// Counts pages by how often they were sent, in slices of a few milliseconds.
package struct SendDistributionScan {
  private var walk: PFNWalk
  private let sendCount: Int
  /// The contents that a checkpoint brought; nil for all checkpoints.
  private let contents: Range<UInt64>?
  private var passed = 0
  private var isFinished = false
  /// Pages by the times that they were sent: of those that the checkpoint sent, up to its end.
  package private(set) var times = PowerCounts()

  /// Pages that are looked at in a slice.
  private static let pagesInSlice = 1 << 14

  /// - Parameter checkpoint: nil for all checkpoints.
  package init(_ memory: GuestMemory, checkpoint: Int?) {
    walk = PFNWalk(memory.sends, from: 0)
    sendCount = memory.sends.count
    contents = checkpoint.map { memory.index.contents(of: $0) }
  }

  /// The part that is done, 0…1.
  package var part: Double { isFinished ? 1 : Double(passed) / Double(max(sendCount, 1)) }

  /// Counts for a slice. Returns whether all is done.
  package mutating func step() -> Bool {
    for _ in 0..<Self.pagesInSlice {
      guard let next = walk.next() else {
        isFinished = true
        return true
      }
      passed += next.sends.count
      guard let contents else {
        if !next.sends.isEmpty { times.add(UInt64(next.sends.count)) }
        continue
      }
      let soFar = next.sends.count(before: contents.upperBound)
      if soFar > next.sends.count(before: contents.lowerBound) { times.add(UInt64(soFar)) }
    }
    return false
  }
}
