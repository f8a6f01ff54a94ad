/// The pages that a sender remembers as its receiver holds them: the least recently sent one goes when a new one
/// comes.
///
/// Xen's sender keeps 8192 pages. Slots that a page table has emptied are used again before any page has to go.
/// Source: `xc_compression.c`, Xen 4.2 to 4.5.
package struct SenderCache: Sendable {
  /// Pages that fit.
  package let capacity: Int
  /// Pages that had to make room for others so far.
  package private(set) var evictions: UInt64 = 0

  private var slots: [UInt64: Int32] = [:]
  private var pfns: [UInt64] = []
  /// The neighbours of each slot in the order of use, towards the most and the least recently used one.
  private var newer: [Int32] = []
  private var older: [Int32] = []
  private var newest: Int32 = -1
  private var oldest: Int32 = -1
  private var free: [Int32] = []
  private var contents: [UInt8] = []

  /// Xen's size.
  package static let usualCapacity = 8192

  package init(capacity: Int = usualCapacity) {
    self.capacity = max(1, min(capacity, Int(Int32.max)))
  }

  /// Pages that are in the cache.
  package var count: Int { slots.count }

  /// Whether a page is in the cache.
  package func contains(_ pfn: UInt64) -> Bool { slots[pfn] != nil }

  /// Forgets a page, as its PFN has become a page table. Its slot is the next to be used.
  package mutating func forget(_ pfn: UInt64) {
    guard let slot = slots.removeValue(forKey: pfn) else { return }
    unlink(slot)
    free.append(slot)
  }

  /// Marks a page as just sent; false when it is not in the cache.
  mutating func use(_ pfn: UInt64) -> Bool {
    guard let slot = slots[pfn] else { return false }
    if slot != newest {
      unlink(slot)
      linkAsNewest(slot)
    }
    return true
  }

  /// Puts a page that is not there into the cache, as just sent. Returns the page that had to go.
  @discardableResult
  mutating func insert(_ pfn: UInt64) -> UInt64? {
    var evicted: UInt64?
    let slot: Int32
    if let emptied = free.popLast() {
      slot = emptied
    } else if pfns.count < capacity {
      slot = Int32(pfns.count)
      pfns.append(0)
      newer.append(-1)
      older.append(-1)
    } else {
      slot = oldest
      let gone = pfns[Int(slot)]
      evicted = gone
      slots[gone] = nil
      unlink(slot)
      evictions += 1
    }
    pfns[Int(slot)] = pfn
    slots[pfn] = slot
    linkAsNewest(slot)
    return evicted
  }

  /// The page whose content lies in the slot that the next new page will get; nil where that was never used.
  var pageInNextSlot: UInt64? {
    if let emptied = free.last { return pfns[Int(emptied)] }
    return pfns.count < capacity ? nil : pfns[Int(oldest)]
  }

  // MARK: Content

  /// Sets the content of a page that is in the cache to the 4096 bytes of `pages` from `place` on.
  mutating func store(_ pages: [UInt8], at place: Int, for pfn: UInt64) {
    guard let slot = slots[pfn] else { return }
    let start = Int(slot) * pageSize
    if contents.count < start + pageSize {
      contents += [UInt8](repeating: 0, count: start + pageSize - contents.count)
    }
    var span = contents.mutableSpan
    span.copy(pageSize, from: pages.span, at: place, to: start)
  }

  /// Encodes the page that `pages` holds from `place` on against what the cache holds of it, and keeps it. Returns the
  /// bytes taken, or nil when the page is not in the cache.
  mutating func encode(
    _ pages: [UInt8], at place: Int, _ pfn: UInt64, into output: inout MutableSpan<UInt8>, at start: Int
  ) -> Int? {
    guard let slot = slots[pfn] else { return nil }
    let kept = Int(slot) * pageSize
    let length = DeltaEncoder.encode(
      pages.span.extracting(place..<place + pageSize), from: contents.span.extracting(kept..<kept + pageSize),
      into: &output, at: start)
    if length > 1 {
      var span = contents.mutableSpan
      span.copy(pageSize, from: pages.span, at: place, to: kept)
    }
    return length
  }

  // MARK: Order of use

  private mutating func linkAsNewest(_ slot: Int32) {
    newer[Int(slot)] = -1
    older[Int(slot)] = newest
    if newest >= 0 { newer[Int(newest)] = slot }
    newest = slot
    if oldest < 0 { oldest = slot }
  }

  private mutating func unlink(_ slot: Int32) {
    let (after, before) = (newer[Int(slot)], older[Int(slot)])
    if after >= 0 { older[Int(after)] = before } else { newest = before }
    if before >= 0 { newer[Int(before)] = after } else { oldest = after }
  }
}
