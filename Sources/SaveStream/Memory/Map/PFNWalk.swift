/// Walks over the PFNs that were ever sent or said to be broken, ascending, from any of them.
struct PFNWalk {
  private let sends: PageSends
  private var cursor: PageSends.Cursor
  /// The next PFN that was sent.
  private var list: PageSends.List?
  private var removal: Int

  /// A walk whose first PFN is not below `pfn`. O(log n).
  init(_ sends: PageSends, from pfn: UInt64) {
    self.sends = sends
    cursor = sends.cursor(from: pfn)
    list = sends.next(&cursor)
    removal = sends.position(ofRemoval: pfn)
  }

  /// The sends of the next PFN, none of them where there are BROKEN entries only; nil at the end.
  mutating func next() -> (sends: PageSends.List, isBroken: Bool)? {
    let broken = removal < sends.removals.count ? sends.removals[removal].pfn : nil
    guard let list else { return broken.map { takeBroken($0) } }
    if let broken, broken < list.pfn { return takeBroken(broken) }
    if broken == list.pfn { _ = takeBroken(list.pfn) }
    self.list = sends.next(&cursor)
    return (list, broken == list.pfn)
  }

  /// Steps over the BROKEN entries of a PFN.
  private mutating func takeBroken(_ pfn: UInt64) -> (sends: PageSends.List, isBroken: Bool) {
    removal = sends.position(ofRemoval: pfn + 1)
    return (PageSends.List(pfn: pfn, words: []), true)
  }
}
