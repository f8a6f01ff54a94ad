/// The PFNs that either side of a comparison was ever sent, ascending, each with its sends on both sides.
struct PairedLists {
  typealias Pair = (from: PageSends.List, to: PageSends.List)

  private let from: PageSends
  /// nil when both sides are one capture.
  private let to: PageSends?
  private var fromCursor = PageSends.Cursor()
  private var toCursor = PageSends.Cursor()
  private var fromList: PageSends.List?
  private var toList: PageSends.List?

  /// The lists of one capture, for two of its checkpoints.
  init(of sends: PageSends) {
    from = sends
    to = nil
  }

  init(_ from: PageSends, _ to: PageSends) {
    self.from = from
    self.to = to
    fromList = from.next(&fromCursor)
    toList = to.next(&toCursor)
  }

  /// How much of the way is done, 0…1.
  var progress: Double {
    let count = from.count + (to?.count ?? 0)
    return count == 0 ? 1 : Double(fromCursor.passed + toCursor.passed) / Double(count)
  }

  /// The next PFN; nil behind the last one.
  mutating func next() -> Pair? {
    guard let to else { return from.next(&fromCursor).map { ($0, $0) } }
    switch (fromList, toList) {
    case (nil, nil): return nil
    case (let first?, nil):
      fromList = from.next(&fromCursor)
      return (first, to.list(of: first.pfn))
    case (nil, let second?):
      toList = to.next(&toCursor)
      return (from.list(of: second.pfn), second)
    case (let first?, let second?):
      if first.pfn <= second.pfn { fromList = from.next(&fromCursor) }
      if second.pfn <= first.pfn { toList = to.next(&toCursor) }
      if first.pfn == second.pfn { return (first, second) }
      return first.pfn < second.pfn ? (first, to.list(of: first.pfn)) : (from.list(of: second.pfn), second)
    }
  }
}
