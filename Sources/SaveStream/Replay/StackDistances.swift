/// How far back each page was sent last, counted in other pages: by that number one pass over a stream tells what an
/// LRU cache of any size would have held (Mattson's stack distances).
///
/// A page that is sent again at distance d was in every cache of d pages or more. A page that is forgotten, as it
/// became a page table, leaves a free slot in the caches that held it; the slot counts as a page until another one
/// takes it. O(log n) a page; memory is that of the pages that were sent.
struct StackDistances {
  /// When each page was sent last.
  private var lastUse: [UInt64: Int] = [:]
  /// What was used at each moment; nil where the page has been used again since.
  private var uses: [Use?] = []
  /// A Fenwick tree: how many moments still count.
  private var tree: [Int32] = [0]
  /// The moments of free slots, ascending.
  private var freeSlots: [Int] = []

  private enum Use {
    case page(UInt64)
    case freeSlot
  }

  private static let smallestTable = 1 << 12

  /// The page is sent: its distance, from 1; nil when it was not sent before, or forgotten.
  mutating func use(_ pfn: UInt64) -> Int? {
    if uses.count + 1 >= tree.count { makeRoom() }
    let last = lastUse[pfn]
    let distance = last.map { 1 + countAfter($0) }
    if let last { remove(last) }
    // Caches smaller than the distance take the page into a free slot, if they have one; those that held the page
    // have their free slot still.
    if let free = freeSlots.last, free > last ?? -1 {
      freeSlots.removeLast()
      remove(free)
      if let last { addFreeSlot(at: last) }
    }
    lastUse[pfn] = uses.count
    uses.append(.page(pfn))
    add(1, at: uses.count - 1)
    return distance
  }

  /// The page becomes a page table.
  mutating func forget(_ pfn: UInt64) {
    guard let last = lastUse.removeValue(forKey: pfn) else { return }
    remove(last)
    addFreeSlot(at: last)
  }

  // MARK: Moments

  private mutating func addFreeSlot(at moment: Int) {
    uses[moment] = .freeSlot
    add(1, at: moment)
    let place = freeSlots.firstIndex { $0 > moment } ?? freeSlots.count
    freeSlots.insert(moment, at: place)
  }

  private mutating func remove(_ moment: Int) {
    uses[moment] = nil
    add(-1, at: moment)
  }

  private func countAfter(_ moment: Int) -> Int { count(upTo: uses.count - 1) - count(upTo: moment) }

  private func count(upTo moment: Int) -> Int {
    var sum = 0
    var node = moment + 1
    while node > 0 {
      sum += Int(tree[node])
      node -= node & -node
    }
    return sum
  }

  private mutating func add(_ change: Int32, at moment: Int) {
    var node = moment + 1
    while node < tree.count {
      tree[node] += change
      node += node & -node
    }
  }

  /// Numbers the moments that still count anew, in a table with room for as many again.
  private mutating func makeRoom() {
    let kept = uses.compactMap(\.self)
    uses = []
    freeSlots = []
    tree = [Int32](repeating: 0, count: max(Self.smallestTable, 2 * kept.count + 2))
    for use in kept {
      switch use {
      case .page(let pfn): lastUse[pfn] = uses.count
      case .freeSlot: freeSlots.append(uses.count)
      }
      uses.append(use)
      add(1, at: uses.count - 1)
    }
  }
}
