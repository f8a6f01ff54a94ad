/// The PFNs that were ever sent, in ascending order, for those who go through them a few at a time.
extension PageSends {
  /// The first PFN from `pfn` on that was ever sent; nil when none was. O(log n).
  public func firstPFN(from pfn: UInt64) -> UInt64? {
    let high = pfn >> Self.groupShift
    for group in groups[position(ofGroup: high)...] {
      let low = group.high == high ? pfn & (1 << Self.groupShift - 1) : 0
      let place = Self.start(of: low, in: group.sends)
      if place < group.sends.count { return group.high << Self.groupShift | Self.lowPFN(group.sends[place]) }
    }
    return nil
  }

  /// The last PFN up to `pfn` that was ever sent; nil when none was. O(log n).
  public func lastPFN(upTo pfn: UInt64) -> UInt64? {
    let high = pfn >> Self.groupShift
    for group in groups.reversed() where group.high <= high {
      let low = pfn & (1 << Self.groupShift - 1)
      let place = group.high == high ? Self.start(of: low + 1, in: group.sends) : group.sends.count
      if place > 0 { return group.high << Self.groupShift | Self.lowPFN(group.sends[place - 1]) }
    }
    return nil
  }

  /// The sends of PFNs below `pfn`: how far one is on the way through all of them. O(groups).
  public func sendCount(below pfn: UInt64) -> Int {
    let high = pfn >> Self.groupShift
    var count = 0
    for group in groups where group.high <= high {
      let low = pfn & (1 << Self.groupShift - 1)
      count += group.high == high ? Self.start(of: low, in: group.sends) : group.sends.count
    }
    return count
  }
}
