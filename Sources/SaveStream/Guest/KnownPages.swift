/// The pages that a legacy stream names, as of a checkpoint: in its header, in the metadata and tail of that checkpoint,
/// and, of a PV guest, in its start info page.
///
/// Where the checkpoint is not complete, the last complete one before it speaks. No stream tells where a guest has
/// mapped the page that it shares with Xen.
public struct KnownPages: Sendable {
  private var pages: [UInt64: [KnownPage]] = [:]
  /// The PFNs of a PV guest's own table of machine frames, in its order.
  private var frameList: [UInt64] = []
  /// PFNs that a page of that table tells of.
  private var pfnsPerFrame: UInt64 = 512
  /// Bits of a PV guest's words.
  public private(set) var guestBits = 64

  /// PFNs of the frame list that are looked at: enough for a guest of 128 GiB.
  private static let longestFrameList = 1 << 16
  /// Checkpoints looked at for a complete one.
  private static let mostLookedAt = 64

  /// - Throws: when the capture cannot be read.
  public init(at checkpoint: Int, in memory: GuestMemory) throws(CaptureError) {
    let index = memory.index
    guard let header = index.legacyHeader else { return }
    guestBits = header.guestWordBytes * 8
    pfnsPerFrame = UInt64(pageSize / header.guestWordBytes)
    try readFrameList(header, memory.capture)
    guard let complete = Self.lastComplete(upTo: checkpoint, index) else { return }
    let row = index.checkpoints[complete]
    if header.framing.guest == .hvm { addParameters(row, complete, header, memory) }
    var reader = LegacyTailReader(
      window: ByteWindow(memory.capture), header: header, offset: row.tailOffset, checkpoint: complete)
    try reader.read(vcpuCount: Int(row.vcpuCount))
    for part in reader.tail.parts {
      switch part.kind {
      case .magicPFNs: try addMagicPFNs(part.range, complete, memory.capture)
      case .hvmContext: try addHVMPageTables(part.range, complete, memory.capture)
      case .vcpu(let vcpu): try addContext(of: vcpu, part.range, complete, memory)
      default: break
      }
    }
  }

  /// What the stream says of a page, what it is first of all in front; empty for most.
  public subscript(pfn: UInt64) -> [KnownPage] {
    let known = pages[pfn] ?? []
    guard let place = frameList.firstIndex(of: pfn) else { return known }
    return known + [KnownPage(role: .p2m(from: UInt64(place) * pfnsPerFrame), source: .header)]
  }

  mutating func add(_ pfn: UInt64, _ role: KnownPage.Role, _ source: KnownPage.Source) {
    pages[pfn, default: []].append(KnownPage(role: role, source: source))
  }

  private mutating func readFrameList(_ header: LegacyHeader, _ capture: Capture) throws(CaptureError) {
    let wordBytes = header.framing.wordBytes
    let count = min(header.frameList.count / wordBytes, Self.longestFrameList)
    guard count > 0 else { return }
    let bytes = try capture.bytes(at: header.frameList.lowerBound, count: count * wordBytes)
    frameList = stride(from: 0, to: bytes.count / wordBytes * wordBytes, by: wordBytes).map { place in
      bytes.littleEndianWord(at: place, bytes: wordBytes)
    }
  }

  private static func lastComplete(upTo checkpoint: Int, _ index: IndexSnapshot) -> Int? {
    let last = min(checkpoint, index.checkpoints.count - 1)
    guard last >= 0 else { return nil }
    return (max(0, last - mostLookedAt)...last).last { position in
      let row = index.checkpoints[position]
      return row.isComplete && row.tailOffset != 0
    }
  }
}
