extension GuestMemory {
  /// Pages that BROKEN entries took away up to the end of a checkpoint, and that were not sent since.
  func countOfBrokenPages(at checkpoint: Int) throws(CaptureError) -> UInt64 {
    let end = index.entries(of: checkpoint).upperBound
    var count: UInt64 = 0
    var last: UInt64?
    for removal in sends.removals where removal.entry < end && removal.pfn != last {
      last = removal.pfn
      if try reach(of: sends.list(of: removal.pfn), at: checkpoint) == nil { count += 1 }
    }
    return count
  }
}
