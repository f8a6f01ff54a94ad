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

  /// Owners that are looked at while groups are told from each other.
  private static let mostLooks = 1 << 28

  package init() {}

  /// - Parameters:
  ///   - owned: the frames of each owner, in any order; they may overlap.
  ///   - mostMembers: owners of all groups together that are kept.
  init(_ owned: [(tgid: UInt32, frames: [Range<UInt64>])], mostMembers: Int = 1 << 24) {
    // Where an owner comes or goes: bit 0 of the second tells which.
    var events: [(pfn: UInt64, change: UInt64)] = []
    for owner in owned {
      for frames in Self.joined(owner.frames) {
        events.append((frames.lowerBound, UInt64(owner.tgid) << 1 | 1))
        events.append((frames.upperBound, UInt64(owner.tgid) << 1))
      }
    }
    events.sort { ($0.pfn, $0.change) < ($1.pfn, $1.change) }
    var places: [[UInt32]: UInt32] = [[]: 0]
    // How often each owner has come and not gone, and who they are, ascending.
    var active: [UInt32: Int] = [:]
    var group: [UInt32] = []
    var (membersLeft, looksLeft) = (mostMembers, Self.mostLooks)
    for (place, event) in events.enumerated() {
      let tgid = UInt32(truncatingIfNeeded: event.change >> 1)
      let (before, comes) = (active[tgid] ?? 0, event.change & 1 == 1)
      active[tgid] = before + (comes ? 1 : -1)
      if before == (comes ? 0 : 1) {
        let rank = group.partitioningIndex { $0 < tgid }
        if comes { group.insert(tgid, at: rank) } else { group.remove(at: rank) }
      }
      guard place + 1 == events.count || events[place + 1].pfn != event.pfn else { continue }
      looksLeft -= group.count
      let known = places[group] ?? UInt32(groups.count)
      if known == groups.count {
        membersLeft -= group.count
        places[group] = known
        groups.append(group)
      }
      isCut = membersLeft < 0 || looksLeft < 0
      if groupOf.last != known || isCut {
        starts.append(event.pfn)
        groupOf.append(isCut ? 0 : known)
      }
      if isCut { return }
    }
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

  /// The ranges put in order, those that touch or overlap as one.
  private static func joined(_ ranges: [Range<UInt64>]) -> [Range<UInt64>] {
    var joined: [Range<UInt64>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}

/// Finds the owners of all frames, in slices: the page tables of one process after the other.
package struct OwnerSearch {
  private let list: TaskList
  /// Roots of page tables that are to be gone through, with the processes that use them.
  private var waiting: [(root: UInt64, tgids: [UInt32])] = []
  private var current: (pages: UserPages, tgids: [UInt32])?
  private var owned: [(tgid: UInt32, frames: [Range<UInt64>])] = []
  private let rootCount: Int
  /// Tables that may still be gone through: those of all processes together are pages of the guest.
  private var tablesLeft: Int
  /// Stretches of frames that may still be found.
  private var rangesLeft: Int
  /// Why some are missing; nil where none are.
  package private(set) var gap: LinuxGap?
  /// The owners, once all are known.
  package private(set) var owners: FrameOwners?

  private static let tablesInSlice = 32
  /// Stretches of frames that are kept: so many for a page of the guest, and never more than these.
  private static let rangesPerPage = 8
  private static let fewestRanges = 1 << 16
  private static let mostRanges = 1 << 23

  /// - Parameter list: one that is whole.
  /// - Throws: when the capture cannot be read.
  package init(_ list: TaskList) throws(CaptureError) {
    self.list = list
    let pages = list.kernel.reader.mostPages
    tablesLeft = pages * 2 + 1024
    rangesLeft = min(pages * Self.rangesPerPage + Self.fewestRanges, Self.mostRanges)
    let memory = list.kernel.memory
    var places: [UInt64: Int] = [:]
    for task in list.tasks {
      guard let mm = task.mm, let layout = list.layout else { continue }
      if let place = places[mm] {
        waiting[place].tgids.append(task.tgid)
      } else if let pgd = try memory.number(at: mm &+ layout.pgd), let root = try memory.physical(pgd) {
        places[mm] = waiting.count
        waiting.append((root >> 12, [task.tgid]))
      } else {
        gap = .notThere("the page tables of a process", mm)
      }
    }
    rootCount = waiting.count
  }

  /// How much of the work is done, 0…1.
  package var part: Double { owners != nil ? 1 : 1 - Double(waiting.count + 1) / Double(rootCount + 1) }

  /// Goes through a slice of tables more. Returns whether all owners are known.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool {
    guard owners == nil else { return true }
    for _ in 0..<Self.tablesInSlice {
      if current == nil {
        guard let next = waiting.popLast(), tablesLeft > 0, rangesLeft > 0 else { return finish() }
        let space = AddressSpace(root: next.root, levels: list.kernel.memory.space.levels)
        current = (UserPages(list.kernel.reader, space), next.tgids)
      }
      let isDone = try current?.pages.step() ?? true
      let isFull = (current?.pages.frames.count ?? 0) >= rangesLeft
      guard isDone || isFull || tablesLeft == 0, let walked = current else {
        tablesLeft -= 1
        continue
      }
      for tgid in Set(walked.tgids).sorted() where rangesLeft > 0 {
        owned.append((tgid, walked.pages.frames))
        rangesLeft -= walked.pages.frames.count
      }
      current = nil
    }
    return false
  }

  private mutating func finish() -> Bool {
    let owners = FrameOwners(owned)
    if tablesLeft <= 0 || rangesLeft <= 0 || owners.isCut {
      gap = .damaged("the page tables of processes, which lead to more than the guest has,")
    }
    self.owners = owners
    return true
  }
}
