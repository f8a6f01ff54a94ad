/// A page and how often it was sent.
package struct HotPage: Sendable, Equatable {
  package let pfn: UInt64
  package let sends: Int
}

/// Finds the pages that were sent most often up to the end of a checkpoint, in slices of a few milliseconds.
package struct HottestScan {
  private var walk: PFNWalk
  private let contentEnd: UInt64
  private let sendCount: Int
  private var passed = 0
  /// Those found so far, the hottest first; of as many sends the lower PFN.
  package private(set) var pages: [HotPage] = []

  /// Pages that are kept.
  package static let most = 256
  private static let pagesInSlice = 1 << 14

  package init(_ memory: GuestMemory, checkpoint: Int) {
    walk = PFNWalk(memory.sends, from: 0)
    contentEnd = memory.index.contents(of: checkpoint).upperBound
    sendCount = memory.sends.count
  }

  /// The part that is done, 0…1.
  package var part: Double { min(1, Double(passed) / Double(max(sendCount, 1))) }

  /// Looks at a slice. Returns whether all is done.
  package mutating func step() -> Bool {
    for _ in 0..<Self.pagesInSlice {
      guard let next = walk.next() else { return true }
      passed += next.sends.count
      let sends = next.sends.count(before: contentEnd)
      if sends > 0 { add(HotPage(pfn: next.sends.pfn, sends: sends)) }
    }
    return false
  }

  private mutating func add(_ page: HotPage) {
    if pages.count == Self.most {
      guard let last = pages.last, page.sends > last.sends else { return }
      pages.removeLast()
    }
    pages.insert(page, at: pages.partitioningIndex { $0.sends >= page.sends })
  }
}
