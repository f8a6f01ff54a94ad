/// Walks over the PFNs that were ever sent or said to be broken, ascending, from any of them.
struct PFNWalk {
  private let sends: PageSends
  /// The group that the next send belongs to, and the send's place in it.
  private var group: Int
  private var words: ContiguousArray<UInt64> = []
  private var position = 0
  private var removal: Int

  /// A walk whose first PFN is not below `pfn`. O(log n).
  init(_ sends: PageSends, from pfn: UInt64) {
    self.sends = sends
    let high = pfn >> PageSends.groupShift
    group = sends.position(ofGroup: high)
    removal = sends.position(ofRemoval: pfn)
    guard group < sends.groups.count else { return }
    words = sends.groups[group].sends
    guard sends.groups[group].high == high else { return }
    position = PageSends.start(of: pfn & (1 << PageSends.groupShift - 1), in: words)
  }

  /// The sends of the next PFN, none of them where there are BROKEN entries only; nil at the end.
  mutating func next() -> (sends: PageSends.List, isBroken: Bool)? {
    while position == words.count, group < sends.groups.count {
      group += 1
      position = 0
      words = group < sends.groups.count ? sends.groups[group].sends : []
    }
    let broken = removal < sends.removals.count ? sends.removals[removal].pfn : nil
    guard position < words.count else { return broken.map { takeBroken($0) } }
    let low = PageSends.lowPFN(words[position])
    let pfn = sends.groups[group].high << PageSends.groupShift | low
    if let broken, broken < pfn { return takeBroken(broken) }
    if broken == pfn { _ = takeBroken(pfn) }
    let first = position
    position = endOfList(low)
    return (PageSends.List(pfn: pfn, words: words[first..<position]), broken == pfn)
  }

  /// Steps over the BROKEN entries of a PFN.
  private mutating func takeBroken(_ pfn: UInt64) -> (sends: PageSends.List, isBroken: Bool) {
    removal = sends.position(ofRemoval: pfn + 1)
    return (PageSends.List(pfn: pfn, words: []), true)
  }

  /// One past the sends of the PFN whose first is next: looked for in steps that grow, as most PFNs have few.
  private func endOfList(_ low: UInt64) -> Int {
    var known = position
    var step = 1
    while known + step < words.count, PageSends.lowPFN(words[known + step]) == low {
      known += step
      step *= 2
    }
    var end = min(known + step, words.count)
    while known + 1 < end {
      let middle = known + (end - known) / 2
      if PageSends.lowPFN(words[middle]) == low { known = middle } else { end = middle }
    }
    return end
  }
}
