/// What the sender's cache did to the pages of a checkpoint, or of all.
package struct CacheTotals: Sendable, Equatable {
  /// Pages sent as deltas or as unchanged although the cache could not have held them.
  package var impossible: UInt64 = 0
  /// Pages that the cache held, sent as deltas.
  package var deltas: UInt64 = 0
  /// Pages that the cache held, sent as unchanged.
  package var unchanged: UInt64 = 0
  /// Pages sent whole because they had never been sent as compressed data.
  package var firstTimes: UInt64 = 0
  /// Pages sent whole because others had taken their place in the cache.
  package var afterEviction: UInt64 = 0
  /// Pages sent whole because they had been a page table since.
  package var afterPageTable: UInt64 = 0
  /// Page tables, which are always sent whole.
  package var pageTables: UInt64 = 0
  /// Pages sent whole although the cache held them: legal, but not Xen's way.
  package var fullThoughCached: UInt64 = 0
  /// Pages that had to make room for others.
  package var evictions: UInt64 = 0
  /// Bytes of all of these pages on the wire.
  package var bytes: UInt64 = 0

  package init() {}

  /// Pages that were looked up and found.
  package var hits: UInt64 { deltas &+ unchanged &+ fullThoughCached }
  /// Pages that were looked up and not found.
  package var misses: UInt64 { firstTimes &+ afterEviction &+ afterPageTable &+ impossible }
  /// All pages, page tables included.
  package var pages: UInt64 { hits &+ misses &+ pageTables }
  /// Hits of those looked up; nil when none was.
  package var hitRate: Double? {
    let looked = hits &+ misses
    return looked == 0 ? nil : Double(hits) / Double(looked)
  }

  mutating func add(_ other: CacheTotals) {
    impossible &+= other.impossible
    deltas &+= other.deltas
    unchanged &+= other.unchanged
    firstTimes &+= other.firstTimes
    afterEviction &+= other.afterEviction
    afterPageTable &+= other.afterPageTable
    pageTables &+= other.pageTables
    fullThoughCached &+= other.fullThoughCached
    evictions &+= other.evictions
    bytes &+= other.bytes
  }
}

/// What caches of every size would have done with the same pages.
package struct CacheCurve: Sendable {
  /// For each distance, from 1, how many pages were sent again at it and the bytes that a delta saved them.
  private(set) var hits: [UInt64] = []
  private(set) var saved: [Int64] = []
  /// Pages looked up, and page tables.
  private(set) var lookups: UInt64 = 0
  private(set) var pageTables: UInt64 = 0

  mutating func addPageTable() { pageTables += 1 }

  /// Counts a page sent at a distance, nil for one that no cache would have held; as a delta it takes `deltaLength`
  /// bytes.
  mutating func add(distance: Int?, deltaLength: Int) {
    lookups += 1
    guard let distance else { return }
    while hits.count < distance {
      hits.append(0)
      saved.append(0)
    }
    hits[distance - 1] += 1
    saved[distance - 1] += Int64(1 + pageSize - deltaLength)
  }

  /// The size from which on a cache holds every page that is sent again; 0 when none is.
  package var largestUsefulSize: Int { hits.count }

  /// What a cache of so many pages would have done: hits, hit rate, and bytes of all pages on the wire.
  package func result(ofSize size: Int) -> (hits: UInt64, hitRate: Double?, bytes: UInt64) {
    let reach = min(max(size, 0), hits.count)
    let found = hits[..<reach].reduce(0, +)
    let saving = saved[..<reach].reduce(0, +)
    let whole = Int64(clamping: (lookups + pageTables) &* UInt64(1 + pageSize))
    return (
      found, lookups == 0 ? nil : Double(found) / Double(lookups),
      UInt64(clamping: whole.subtractingReportingOverflow(saving).partialValue)
    )
  }

  /// Sizes worth showing: powers of two up to the first that is large enough, and `marked`.
  package func sizes(marked: Int) -> [Int] {
    var sizes: Set<Int> = [marked]
    var size = 1
    while size < largestUsefulSize {
      sizes.insert(size)
      size *= 2
    }
    sizes.insert(size)
    return sizes.sorted()
  }
}
