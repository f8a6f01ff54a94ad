/// Transcendent memory of a guest (`xc_tmem_save`, the same from Xen 4.0 to 4.5).
///
/// ```
/// 0 version  4 max_pools  8 ~0  12 client_flags  16 weight  20 cap  24 ~0  28 pools … ~0
/// pool: pool_id, flags, n_pages, u64 uuid[2], pages     page: u64 oid[3], u32 index, data
/// ```
/// All words have four bytes. A pool's pages end after `n_pages` or at an object id of all ones.
enum TmemPayload {
  static let headByteCount: UInt64 = 28
  static let poolByteCount: UInt64 = 28
  /// An object id and an index, before the data of a page.
  static let pageHeadByteCount: UInt64 = 28
  static let objectIDByteCount: UInt64 = 24
  /// Ends a list of pools.
  static let endWord: UInt64 = 0xFFFF_FFFF
  /// The most pools that make sense; Xen allows 16 a guest.
  static let maximumPools: UInt64 = 1024

  /// A pool as a walk found it.
  struct Pool {
    /// The file offset of its first byte.
    let offset: UInt64
    /// Bytes of one page's data.
    let pageByteCount: UInt64
    /// Pages that are there in whole.
    var pageCount: UInt64 = 0
    /// The file offset after its pages and what ends them.
    var end: UInt64

    /// File offsets of its pages.
    var pages: Range<UInt64> {
      let start = offset + poolByteCount
      return start..<start + pageCount * (pageHeadByteCount + pageByteCount)
    }
  }

  /// A walk's result: the pools that are there in whole and where it ended.
  struct Walk {
    var pools: [Pool] = []
    var extent: TmemExtent
  }

  /// Walks the pools from the payload's first byte.
  static func walk(at offset: UInt64, capture: Capture) throws(CaptureError) -> Walk {
    guard let head = try words(7, at: offset, capture) else { return Walk(extent: .cut) }
    guard head[2] == endWord, head[6] == endWord, head[1] <= maximumPools else {
      return Walk(extent: .unparseable(at: offset))
    }
    var walk = Walk(extent: .cut)
    var position = offset &+ headByteCount
    var lowestID: UInt64 = 0
    while let id = try words(1, at: position, capture)?[0] {
      if id == endWord {
        walk.extent = .ends(at: position + 4)
        return walk
      }
      // The sender walks its pools upward, each once.
      guard id >= lowestID, id < head[1] else {
        walk.extent = .unparseable(at: position)
        return walk
      }
      lowestID = id + 1
      guard let pool = try pool(at: position, capture) else { return walk }
      walk.pools.append(pool)
      position = pool.end
    }
    return walk
  }

  /// The pool at a file offset with its pages, or nil when the capture ends inside it.
  private static func pool(at offset: UInt64, _ capture: Capture) throws(CaptureError) -> Pool? {
    guard let head = try words(7, at: offset, capture) else { return nil }
    var pool = Pool(offset: offset, pageByteCount: 4096 << (head[1] >> 4 & 0xF), end: offset + poolByteCount)
    while pool.pageCount < head[2] {
      guard let id = try words(6, at: pool.end, capture) else { return nil }
      if id.allSatisfy({ $0 == endWord }) {
        pool.end += objectIDByteCount
        return pool
      }
      let next = pool.end + pageHeadByteCount + pool.pageByteCount
      guard try capture.wait(for: next) else { return nil }
      pool.pageCount += 1
      pool.end = next
    }
    return pool
  }

  /// Where a TMEM_EXTRA payload ends: pages without data, up to a word of all ones.
  static func extentOfExtra(at offset: UInt64, capture: Capture) throws(CaptureError) -> TmemExtent {
    let entry = 32
    var position = offset
    while true {
      _ = try capture.wait(for: position &+ 65_536)
      let block = try capture.bytes(at: position, count: 65_536)
      var index = 0
      while block.count - index >= 4 {
        if block[index..<index + 4].allSatisfy({ $0 == 0xFF }) { return .ends(at: position + UInt64(index) + 4) }
        guard block.count - index >= entry else { break }
        index += entry
      }
      guard index > 0 else { return .cut }
      position += UInt64(index)
    }
  }

  /// Little-endian words of four bytes, or nil when the capture ends before them.
  private static func words(
    _ count: Int, at offset: UInt64, _ capture: Capture
  ) throws(CaptureError) -> [UInt64]? {
    guard try capture.wait(for: offset &+ UInt64(count * 4)) else { return nil }
    let bytes = try capture.bytes(at: offset, count: count * 4)
    guard bytes.count == count * 4 else { return nil }
    return stride(from: 0, to: bytes.count, by: 4).map { bytes[$0..<$0 + 4].number() }
  }
}
