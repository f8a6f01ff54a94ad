/// Puts the frames of each process together to the owners of each frame, in slices of a few milliseconds: where an
/// owner comes or goes is sorted by frames, and then gone through.
struct FrameOwnersMaker {
  /// Where an owner comes or goes. At the same frame those that go are first, of each owner.
  private struct Event: Comparable {
    let pfn: UInt64
    /// The owner; in bit 0 whether it comes.
    let change: UInt64

    var tgid: UInt32 { UInt32(truncatingIfNeeded: change >> 1) }
    var comes: Bool { change & 1 == 1 }

    static func < (left: Event, right: Event) -> Bool {
      left.pfn == right.pfn ? left.change < right.change : left.pfn < right.pfn
    }
  }

  /// Two sorted runs of events that become one.
  private struct Merging {
    let first: [Event]
    let second: [Event]
    var nextOfFirst = 0
    var nextOfSecond = 0
    var merged: [Event] = []

    var isDone: Bool { merged.count == first.count + second.count }

    mutating func step(_ count: Int) {
      for _ in 0..<min(count, first.count + second.count - merged.count) {
        let takesFirst =
          nextOfSecond == second.count
          || nextOfFirst < first.count && !(second[nextOfSecond] < first[nextOfFirst])
        if takesFirst {
          merged.append(first[nextOfFirst])
          nextOfFirst += 1
        } else {
          merged.append(second[nextOfSecond])
          nextOfSecond += 1
        }
      }
    }
  }

  private let owned: [(tgid: UInt32, frames: [Range<UInt64>])]
  /// The next owner, and the next stretch of its frames.
  private var owner = 0
  private var frames = 0
  /// Sorted runs; those from `firstRun` on are left.
  private var runs: [[Event]] = []
  private var firstRun = 0
  private var merging: Merging?

  /// All events, sorted, and the next of them.
  private var events: [Event]?
  private var next = 0
  /// How often each owner has come and not gone, and who they are, ascending.
  private var active: [UInt32: Int] = [:]
  private var group: [UInt32] = []
  private var places: [[UInt32]: UInt32] = [[]: 0]
  private var membersLeft: Int
  private var looksLeft = Self.mostLooks

  private var starts: ContiguousArray<UInt64> = []
  private var groupOf: ContiguousArray<UInt32> = []
  private var groups: [[UInt32]] = [[]]
  private var isCut = false

  /// Owners of all groups together that are kept, and that are looked at while groups are told from each other.
  static let mostMembers = 1 << 24
  private static let mostLooks = 1 << 28
  /// Stretches of frames that are sorted in a slice, events that are merged, and owners that are looked at.
  private static let stretchesInSlice = 1 << 11
  private static let mergedInSlice = 1 << 15
  private static let looksInSlice = 1 << 13

  /// - Parameters:
  ///   - owned: the frames of each owner, in any order; they may overlap.
  ///   - mostMembers: owners of all groups together that are kept.
  init(_ owned: [(tgid: UInt32, frames: [Range<UInt64>])], mostMembers: Int = Self.mostMembers) {
    self.owned = owned
    membersLeft = mostMembers
  }

  /// What was put together so far.
  var owners: FrameOwners { FrameOwners(starts: starts, groupOf: groupOf, groups: groups, isCut: isCut) }

  /// Goes a slice further. Returns whether all is put together.
  mutating func step() -> Bool {
    if owner < owned.count {
      collect()
    } else if events == nil {
      merge()
    } else {
      return sweep()
    }
    return false
  }

  /// Takes some stretches of frames more, as a sorted run.
  private mutating func collect() {
    var run: [Event] = []
    var left = Self.stretchesInSlice
    while left > 0, owner < owned.count {
      let (tgid, stretches) = owned[owner]
      let end = min(frames + left, stretches.count)
      for stretch in stretches[frames..<end] {
        run.append(Event(pfn: stretch.lowerBound, change: UInt64(tgid) << 1 | 1))
        run.append(Event(pfn: stretch.upperBound, change: UInt64(tgid) << 1))
      }
      left -= max(end - frames, 1)
      frames = end
      if end == stretches.count { (owner, frames) = (owner + 1, 0) }
    }
    run.sort()
    if !run.isEmpty { runs.append(run) }
  }

  /// Merges the two oldest runs, until one is left.
  private mutating func merge() {
    // Taken out meanwhile, so that it is changed in place.
    if var merging {
      self.merging = nil
      merging.step(Self.mergedInSlice)
      if merging.isDone { runs.append(merging.merged) } else { self.merging = merging }
    } else if runs.count - firstRun > 1 {
      merging = Merging(first: runs[firstRun], second: runs[firstRun + 1])
      (runs[firstRun], runs[firstRun + 1]) = ([], [])
      firstRun += 2
    } else {
      events = runs.last ?? []
      runs = []
    }
  }

  /// Goes through some events more. Returns whether it was the last, or no more owners are kept.
  private mutating func sweep() -> Bool {
    guard let events else { return true }
    var left = Self.looksInSlice
    while next < events.count, left > 0, !isCut {
      let event = events[next]
      next += 1
      left -= 1
      count(event)
      guard next == events.count || events[next].pfn != event.pfn else { continue }
      left -= group.count
      looksLeft -= group.count
      endStretch(at: event.pfn)
    }
    return isCut || next == events.count
  }

  private mutating func count(_ event: Event) {
    let (tgid, before) = (event.tgid, active[event.tgid] ?? 0)
    active[tgid] = before + (event.comes ? 1 : -1)
    guard before == (event.comes ? 0 : 1) else { return }
    let rank = group.partitioningIndex { $0 < tgid }
    if event.comes { group.insert(tgid, at: rank) } else { group.remove(at: rank) }
  }

  /// Notes who owns the frames from one on.
  private mutating func endStretch(at pfn: UInt64) {
    let known = places[group] ?? UInt32(groups.count)
    if known == groups.count {
      membersLeft -= group.count
      places[group] = known
      groups.append(group)
    }
    isCut = membersLeft < 0 || looksLeft < 0
    guard groupOf.last != known || isCut else { return }
    starts.append(pfn)
    groupOf.append(isCut ? 0 : known)
  }
}
