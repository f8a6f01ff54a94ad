/// The pages that a stream names, as of a checkpoint: in its header, in the body and tail of that checkpoint, and, of a
/// PV guest, in its start info page.
///
/// Where the checkpoint is not complete, the last complete one before it speaks. No stream tells where a guest has
/// mapped the page that it shares with Xen.
package struct KnownPages: Sendable {
  private var pages: [UInt64: [KnownPage]] = [:]
  /// The PFNs of a PV guest's own table of machine frames, in its order.
  private var frameList: [UInt64] = []
  /// PFNs that a page of that table tells of.
  private var pfnsPerFrame: UInt64 = 512
  /// Bits of a PV guest's words.
  package private(set) var guestBits = 64

  /// PFNs of the frame list that are looked at: enough for a guest of 128 GiB.
  private static let longestFrameList = 1 << 16
  /// Checkpoints looked at for a complete one.
  private static let mostLookedAt = 64

  /// - Throws: when the capture cannot be read.
  package init(at checkpoint: Int, in memory: GuestMemory) throws(CaptureError) {
    let index = memory.index
    guard let stream = index.stream else { return }
    guestBits = stream.guestBits ?? 64
    pfnsPerFrame = UInt64(pageSize / (guestBits / 8))
    try readFrameList(index, memory.capture)
    guard let complete = Self.lastComplete(upTo: checkpoint, index) else { return }
    var servers: (first: UInt64, count: UInt64) = (0, 0)
    for part in try index.parts(of: complete, memory.capture) {
      let source: KnownPage.Source = part.place == .body ? .body(complete) : .tail(complete)
      switch part.kind {
      case .hvmParameter(let number):
        try addParameter(number, part.range, source, memory.capture, index.entryFormat.order, &servers)
      case .hvmParameters:
        for (number, value) in try HVMParameters.pairs(part.range, memory.capture, index.entryFormat.order) {
          try addParameter(number, value, source, memory.capture, index.entryFormat.order, &servers)
        }
      case .hvmContext: try addHVMPageTables(part.range, source, memory)
      case .vcpuContext(let vcpu, _): try addContext(of: vcpu, part.range, complete, memory)
      default: break
      }
    }
    addServerPages(servers, .body(complete))
  }

  /// What the stream says of a page, what it is first of all in front; empty for most.
  package subscript(pfn: UInt64) -> [KnownPage] {
    let known = pages[pfn] ?? []
    guard let place = frameList.firstIndex(of: pfn) else { return known }
    return known + [KnownPage(role: .p2m(from: UInt64(place) * pfnsPerFrame), source: .header)]
  }

  mutating func add(_ pfn: UInt64, _ role: KnownPage.Role, _ source: KnownPage.Source) {
    pages[pfn, default: []].append(KnownPage(role: role, source: source))
  }

  private mutating func readFrameList(_ index: IndexSnapshot, _ capture: Capture) throws(CaptureError) {
    for part in try index.parts(of: nil, capture) {
      guard case .frameList(_, let wordBytes) = part.kind else { continue }
      let count = min(part.range.count / wordBytes, Self.longestFrameList)
      guard count > 0 else { continue }
      let bytes = try capture.bytes(at: part.range.lowerBound, count: count * wordBytes)
      frameList = stride(from: 0, to: bytes.count / wordBytes * wordBytes, by: wordBytes).map { place in
        bytes.number(at: place, bytes: wordBytes, index.entryFormat.order)
      }
    }
  }

  private static func lastComplete(upTo checkpoint: Int, _ index: IndexSnapshot) -> Int? {
    let last = min(checkpoint, index.checkpoints.count - 1)
    guard last >= 0 else { return nil }
    return (max(0, last - mostLookedAt)...last).last { position in
      let row = index.checkpoints[position]
      return row.isComplete && row.bodyEnd != nil
    }
  }
}
