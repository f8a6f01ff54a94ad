/// Looks for a pattern in guest memory at all checkpoints, and tells each match once: at the first checkpoint as of
/// which its bytes stand there. One that was overwritten and came back is told again.
///
/// Memory is gone through a stretch of pages at a time. Their sends are applied in the order of the stream, and at the
/// end of each checkpoint the pages that it changed are searched, with the ends of those before them. So a send costs
/// its content once and a look at its page, however many checkpoints there are.
package struct HistorySearch {
  private let memory: GuestMemory
  private let matcher: PatternMatcher
  private var stretch: HistoryStretch

  /// - Parameter stretchSlots: pages that are held at a time.
  package init(
    _ pattern: SearchPattern, in memory: GuestMemory, stretchSlots: Int = HistoryStretch.usualSlots
  ) {
    self.memory = memory
    matcher = PatternMatcher(pattern)
    stretch = HistoryStretch(of: memory, maximumSlots: stretchSlots)
  }

  /// Calls `body` with each match: stretch by stretch of memory, and there by checkpoint and address.
  /// - Parameter progress: called with the part of all sends that has been looked at, 0…1.
  /// - Throws: when the capture cannot be read, and what `body` and `progress` throw.
  package mutating func run(
    progress: (Double) throws -> Void, _ body: (FoundBytes) throws -> Void
  ) throws {
    guard matcher.longest > 0 else { return }
    var cursor = memory.sends.cursor(from: 0)
    var done = 0
    var previous: PageSends.List?
    while let list = memory.sends.next(&cursor) {
      // The page before the first one may have a match that takes a part of it.
      if let previous, stretch.slots.isEmpty, previous.pfn + 1 == list.pfn { stretch.add(previous, isLookedIn: false) }
      stretch.add(list, isLookedIn: true)
      previous = list
      guard stretch.isFull else { continue }
      // The page behind the last one is there for matches that reach into it.
      var ahead = cursor
      if let next = memory.sends.next(&ahead), next.pfn == list.pfn + 1 { stretch.add(next, isLookedIn: false) }
      try search(&done, progress, body)
    }
    try search(&done, progress, body)
  }

  private mutating func search(
    _ done: inout Int, _ progress: (Double) throws -> Void, _ body: (FoundBytes) throws -> Void
  ) throws {
    while let changed = try stretch.next() {
      let all = Set(changed)
      for slot in changed where stretch.slots[slot].isLookedIn || slot > 0 {
        var start = 0
        if let before = stretch.slot(before: slot), matcher.longest > 1 {
          // A match may have come to be whole by what came behind it; and what it takes of this page is no other's.
          let isNew = !all.contains(before)
          let end = try search(before, from: pageSize - matcher.longest + 1) { if isNew { try body($0) } }
          start = max(0, end - pageSize)
        }
        _ = try search(slot, from: start, body)
      }
      // Sends of pages that two stretches have count twice.
      try progress(min(1, Double(done + stretch.appliedCount) / Double(max(memory.sends.count, 1))))
    }
    done += stretch.appliedCount
    stretch.removeAll()
  }

  /// Looks for matches that begin in a page from a byte on and are not the same as when it was last looked at. Returns
  /// where the last match ends, the same or not: behind the page where it reaches into the next.
  private func search(_ slot: Int, from start: Int, _ body: (FoundBytes) throws -> Void) throws -> Int {
    guard let page = stretch.page(slot) else { return 0 }
    let isLookedIn = stretch.slots[slot].isLookedIn
    let next = stretch.slot(behind: slot)
    var bytes = Array(page)
    if let next, let behind = stretch.page(next) { bytes += behind.prefix(matcher.longest - 1) }
    let matches = matcher.matches(in: bytes.span, startingIn: max(start, 0)..<pageSize, most: .max)
    for match in matches where isLookedIn {
      let here = match.clamped(to: 0..<pageSize)
      let isNew =
        stretch.hasChanged(slot, here)
        || next.map { stretch.hasChanged($0, 0..<max(0, match.upperBound - pageSize)) } ?? false
      guard isNew else { continue }
      let base = stretch.slots[slot].pfn * UInt64(pageSize)
      try body(FoundBytes(of: match, in: bytes, base: base, checkpoint: stretch.checkpoint))
    }
    return matches.last?.upperBound ?? 0
  }
}
