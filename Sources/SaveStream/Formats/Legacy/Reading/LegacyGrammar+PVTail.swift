/// The tail of a PV guest: a list of unmapped PFNs, and the contexts of vCPUs behind it.
extension LegacyGrammar {
  /// Bits of a count that may be wrong.
  private static let countBits: UInt32 = 20

  /// Whether such a tail begins at a file offset, as far as its list and the first context tell.
  /// - Parameter isWhole: whether nothing of that context may be damaged.
  func pvTail(at offset: UInt64, isWhole: Bool = false) throws(CaptureError) -> ChunkLink {
    guard let count = try window.framingNumber(at: offset) else { return .open }
    return try pvTail(at: offset, unmapped: count, isWhole: isWhole)
  }

  /// Where the first context of a vCPU begins in a PV guest's tail that makes sense: the list of unmapped PFNs in front
  /// of it looks like a batch of pages whose deltas follow. Nil of any other tail.
  func firstVcpuContext(inTailAt offset: UInt64) throws(CaptureError) -> UInt64? {
    guard header.framing.guest == .pv, let count = try window.framingNumber(at: offset),
      case .strong = try pvTail(at: offset, unmapped: count)
    else { return nil }
    return context(inTailAt: offset, unmapped: count)
  }

  /// Whether the tail that seems to begin at a file offset, without an END in front of it, is one beyond doubt: nothing
  /// but the lost END is damaged then.
  func isTailWithoutEnd(at offset: UInt64) throws(CaptureError) -> Bool {
    let link = header.framing.guest == .pv ? try pvTail(at: offset, isWhole: true) : try tail(at: offset)
    guard case .strong = link else { return false }
    return true
  }

  /// One past the context of the first vCPU of a tail that is a PV guest's only if the context is damaged; nil of all
  /// others.
  func endOfDoubtfulTail(at offset: UInt64) throws(CaptureError) -> UInt64? {
    guard header.framing.guest == .pv, let count = try window.framingNumber(at: offset),
      case .contradicted = try pvTail(at: offset, isWhole: true)
    else { return nil }
    let layout = VcpuContext.layout(guestBits: header.guestWordBytes * 8)
    return context(inTailAt: offset, unmapped: count) + UInt64(layout.byteCount)
  }

  /// How many PFNs are unmapped where the count of them is wrong in one bit; nil where it is right, or none makes sense.
  func otherUnmappedCount(at offset: UInt64) throws(CaptureError) -> UInt32? {
    guard header.framing.guest == .pv, let count = try window.framingNumber(at: offset), try beginsList(at: offset + 4)
    else {
      return nil
    }
    if case .contradicted = try pvTail(at: offset, unmapped: count) {
      for bit in 0..<Self.countBits {
        let other = count ^ 1 << bit
        if other > 1, case .strong = try pvTail(at: offset, unmapped: other) { return other }
      }
    }
    return nil
  }

  /// Whether two PFNs in order begin at a file offset: nothing else is looked at closely.
  private func beginsList(at offset: UInt64) throws(CaptureError) -> Bool {
    let wordBytes = header.framing.wordBytes
    guard let first = try window.word(at: offset, bytes: wordBytes),
      let second = try window.word(at: offset + UInt64(wordBytes), bytes: wordBytes)
    else { return false }
    return first < second && second < header.p2mSize
  }

  private func context(inTailAt offset: UInt64, unmapped count: UInt32) -> UInt64 {
    offset + 4 + UInt64(count) * UInt64(header.framing.wordBytes)
  }

  private func pvTail(
    at offset: UInt64, unmapped count: UInt32, isWhole: Bool = false
  ) throws(CaptureError) -> ChunkLink {
    guard UInt64(count) <= header.p2mSize else { return .contradicted }
    let wordBytes = header.framing.wordBytes
    for place in [0, count / 2, count - min(1, count)] where place < count {
      let word = try window.word(at: offset + 4 + UInt64(place) * UInt64(wordBytes), bytes: wordBytes)
      guard let pfn = word else { return .open }
      guard pfn < header.p2mSize else { return .contradicted }
    }
    let context = context(inTailAt: offset, unmapped: count)
    return try isVcpuContext(at: context, isWhole: isWhole).map { $0 ? .strong(next: offset) : .contradicted } ?? .open
  }
}
