/// Which processes a frame of the guest belongs to: those whose page tables map it for user mode.
///
/// A frame may belong to several. Kept as stretches of frames with the same owners, ascending.
package struct FrameOwners: Sendable, Equatable {
  /// Where a stretch begins; the one before ends there.
  private var starts: ContiguousArray<UInt64> = []
  /// The place in `groups` of each stretch's owners.
  private var groupOf: ContiguousArray<UInt32> = []
  /// Thread group ids, ascending. The first is that of frames that belong to nobody.
  private var groups: [[UInt32]] = [[]]
  /// Whether the owners of higher frames were left out, as frames have too many.
  private(set) var isCut = false

  package init() {}

  /// - Parameters:
  ///   - starts: where stretches begin, ascending; the last one belongs to nobody.
  ///   - groupOf: the place in `groups` of each stretch's owners.
  ///   - groups: thread group ids, ascending; the first has none.
  init(
    starts: ContiguousArray<UInt64>, groupOf: ContiguousArray<UInt32>, groups: [[UInt32]], isCut: Bool
  ) {
    self.starts = starts
    self.groupOf = groupOf
    self.groups = groups
    self.isCut = isCut
  }

  /// - Parameters:
  ///   - owned: the frames of each owner, in any order; they may overlap.
  ///   - mostMembers: owners of all groups together that are kept.
  init(_ owned: [(tgid: UInt32, frames: [Range<UInt64>])], mostMembers: Int = FrameOwnersMaker.mostMembers) {
    var maker = FrameOwnersMaker(owned, mostMembers: mostMembers)
    while !maker.step() {}
    self = maker.owners
  }

  /// The owners of a frame, as thread group ids, ascending. O(log n).
  package subscript(pfn: UInt64) -> [UInt32] {
    let next = starts.partitioningIndex { $0 <= pfn }
    return next == 0 ? [] : groups[Int(groupOf[next - 1])]
  }

  /// The frames of each owner, those that it shares included. O(n) for n stretches of frames with the same owners.
  package var frameCounts: [UInt32: UInt64] {
    var counts: [UInt32: UInt64] = [:]
    for place in starts.indices.dropLast() {
      for owner in groups[Int(groupOf[place])] { counts[owner, default: 0] &+= starts[place + 1] - starts[place] }
    }
    return counts
  }

  /// The owners of frames in a range, all together, ascending.
  package func owners(in pfns: Range<UInt64>) -> [UInt32] {
    guard let last = pfns.last else { return [] }
    if pfns.lowerBound == last { return self[last] }
    let first = max(starts.partitioningIndex { $0 <= pfns.lowerBound } - 1, 0)
    var found: Set<UInt32> = []
    var groupsSeen: Set<UInt32> = []
    for place in first..<starts.count {
      guard starts[place] <= last else { break }
      guard place + 1 == starts.count || starts[place + 1] > pfns.lowerBound else { continue }
      if groupsSeen.insert(groupOf[place]).inserted { found.formUnion(groups[Int(groupOf[place])]) }
    }
    return found.sorted()
  }
}
