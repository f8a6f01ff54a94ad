/// How the page deltas of one checkpoint travel: encoding and length of each, found by a walk in slices.
struct SentDeltas {
  let checkpoint: Int
  /// The places of the deltas among all of the capture.
  private let pages: Range<UInt64>
  /// Length in the lower 13 bits, encoding above.
  private var found: [UInt16] = []
  private var walk: DeltaWalk?

  /// Deltas that are walked over in a slice.
  private static let deltasInSlice = 2048
  private static let lengthBits: UInt16 = 13

  init(_ memory: GuestMemory, checkpoint: Int) {
    self.checkpoint = checkpoint
    let index = memory.index
    pages = index.checkpoints.indices.contains(checkpoint) ? index.deltas(of: checkpoint) : 0..<0
  }

  var isWhole: Bool { found.count >= pages.count }

  /// The part that has been walked over, 0…1.
  var part: Double { pages.isEmpty ? 1 : Double(found.count) / Double(pages.count) }

  /// Walks over a slice more.
  mutating func step(_ memory: GuestMemory) throws(CaptureError) {
    guard !isWhole else { return }
    if walk == nil { walk = try DeltaWalk(memory.capture, memory.index, from: pages.lowerBound) }
    for _ in 0..<min(Self.deltasInSlice, pages.count - found.count) {
      guard let extent = try walk?.next() else {
        // Fewer than the index says: nothing is known of the rest.
        found += Array(repeating: Self.packed(.missing, 0), count: Self.deltasInSlice)
        return
      }
      found.append(Self.packed(extent.encoding, extent.length))
    }
    if isWhole { walk = nil }
  }

  /// The delta with a place among those of the checkpoint; nil when there is none.
  subscript(place: UInt64) -> (encoding: PageEncoding, length: UInt64)? {
    guard place < UInt64(min(found.count, pages.count)) else { return nil }
    let word = found[Int(place)]
    let encoding: PageEncoding =
      switch word >> Self.lengthBits {
      case 0: .delta
      case 1: .empty
      case 2: .full
      default: .missing
      }
    return (encoding, encoding == .missing ? 0 : UInt64(word & (1 << Self.lengthBits - 1)))
  }

  private static func packed(_ encoding: PageEncoding, _ length: UInt64) -> UInt16 {
    let kind: UInt16 =
      switch encoding {
      case .delta: 0
      case .empty: 1
      case .full: 2
      default: 3
      }
    return kind << lengthBits | UInt16(min(length, UInt64(1) << lengthBits - 1))
  }
}
