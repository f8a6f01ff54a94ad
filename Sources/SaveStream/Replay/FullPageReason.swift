/// Why a page with compressed data went out in whole (`FULL_PAGE`), as the sender's cache explains it.
package enum FullPageReason: UInt8, Sendable, CaseIterable {
  /// It had never been sent as compressed data.
  case firstTime
  /// Other pages had taken its place in the cache.
  case afterEviction
  /// It had been a page table since.
  case afterPageTable
  /// It is a page table, which always travels whole.
  case pageTable
  /// The cache held it: legal, but not Xen's way.
  case fullThoughCached

  /// The word in rows and filters.
  package var name: String { String(describing: self) }

  /// The words of all, by their raw values.
  package static let names = allCases.map(\.name)

  /// The reason as a sentence.
  /// - Parameter cacheSlots: pages that a cache would have needed to hold it; nil where none would have.
  package func sentence(cacheSlots: Int?) -> String {
    switch self {
    case .firstTime: "It was sent as compressed data for the first time."
    case .afterEviction:
      "Other pages had taken its place in the sender's cache"
        + (cacheSlots.map { "; one of \(NumberText.counted($0, "slot")) would have had it." } ?? ".")
    case .afterPageTable: "It had been a page table since, and the sender's cache forgets these."
    case .pageTable: "It is a page table, which always travels whole."
    case .fullThoughCached: "The sender's cache held it; Xen's sender would have sent a delta."
    }
  }

  /// The reason where there is no room for a sentence.
  package func phrase(cacheSlots: Int?) -> String {
    switch self {
    case .firstTime: "for the first time"
    case .afterEviction:
      "evicted" + (cacheSlots.map { "; a cache of \(NumberText.counted($0, "slot")) would have had it" } ?? "")
    case .afterPageTable: "it had been a page table since"
    case .pageTable: "a page table"
    case .fullThoughCached: "though the sender's cache held it"
    }
  }
}

/// Why the pages of a stream that went out in whole did so: by the file offsets of their contents. Twelve bytes for
/// each of them, of which 4097 are in the capture.
package struct FullPageReasons: Sendable {
  /// Ascending.
  private var offsets: [UInt64] = []
  /// The reason in the low bits, above them the slots that a cache would have needed; 0 where none would have helped.
  private var reasons: [UInt32] = []

  private static let slotShift: UInt32 = 3

  package init() {}

  /// How many there are.
  package var count: Int { offsets.count }

  /// Notes the next one of the stream.
  mutating func append(_ reason: FullPageReason, cacheSlots: Int?, at offset: UInt64) {
    if let last = offsets.last, last >= offset { return }
    offsets.append(offset)
    reasons.append(UInt32(clamping: min(cacheSlots ?? 0, 1 << 28)) << Self.slotShift | UInt32(reason.rawValue))
  }

  /// Why the page whose content lies at a file offset was sent in whole; nil where it was not. O(log n).
  package func reason(at offset: UInt64) -> (reason: FullPageReason, cacheSlots: Int?)? {
    let place = offsets.partitioningIndex { $0 < offset }
    guard place < offsets.count, offsets[place] == offset else { return nil }
    let packed = reasons[place]
    let slots = Int(packed >> Self.slotShift)
    return FullPageReason(rawValue: UInt8(packed & (1 << Self.slotShift - 1)))
      .map { ($0, slots == 0 ? nil : slots) }
  }
}
