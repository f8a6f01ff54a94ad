/// The PFNs of one cell of the map, counted as of the end of a checkpoint.
@_spi(Measuring) public struct MapCell: Sendable, Equatable {
  /// By page type: pages that are there; as BROKEN those that such an entry took away, as XTAB the PFNs of the unmapped
  /// list of the checkpoint's tail, sent before or not.
  private var byType = SIMD16<UInt32>()
  /// Sends of the checkpoint itself, by encoding.
  private var byEncoding = SIMD8<UInt32>()
  /// Times that pages were sent up to the checkpoint, those for comparison included.
  public internal(set) var sends: UInt64 = 0
  /// How often the page was sent that was sent most often.
  public internal(set) var mostSends: UInt32 = 0
  /// Bytes of content that the checkpoint itself sent for these pages, contents that are missing apart.
  public internal(set) var bytes: UInt64 = 0
  /// The lowest PFN that was sent up to the checkpoint.
  public internal(set) var firstPFN: UInt64?
  /// The last checkpoint that sent one of the pages.
  public internal(set) var lastCheckpoint: Int?

  init() {}

  /// Pages of a type that are there; for BROKEN and XTAB those that are gone.
  public func pages(of type: PageType) -> Int { Int(byType[Int(type.rawValue)]) }

  /// Pages that are there, of all types.
  public var pages: Int { (0..<16).reduce(0) { $0 + (PageType.all[$1].carriesContent ? Int(byType[$1]) : 0) } }

  /// Sends of the checkpoint itself that travel in a way.
  public func sent(as encoding: PageEncoding) -> Int { Int(byEncoding[encoding.place]) }

  /// Sends of the checkpoint itself.
  public var sent: Int { (0..<8).reduce(0) { $0 + Int(byEncoding[$1]) } }

  mutating func addPage(_ type: PageType) { byType[Int(type.rawValue)] &+= 1 }

  mutating func addUnmapped(_ count: Int) { byType[Int(PageType.unmapped.rawValue)] &+= UInt32(clamping: count) }

  mutating func addSent(_ encoding: PageEncoding, bytes count: UInt64) {
    byEncoding[encoding.place] &+= 1
    bytes &+= count
  }

  /// A page was sent `count` times, the last time by `checkpoint`.
  mutating func addSends(_ count: Int, of pfn: UInt64, last checkpoint: Int) {
    sends &+= UInt64(count)
    mostSends = max(mostSends, UInt32(clamping: count))
    if firstPFN == nil { firstPFN = pfn }
    lastCheckpoint = max(lastCheckpoint ?? 0, checkpoint)
  }
}
