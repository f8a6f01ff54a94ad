/// The pages of one checkpoint that compressed data decides, made in one pass over that data.
struct DeltaStore {
  /// A page in the making.
  private struct Slot {
    var page: ForwardPage?
    var source: PageSend?
    /// The image that deltas build on, if one was sent.
    let base: PageSends.Send?
  }

  private var slots: [Slot] = []
  private var slotOfPFN: [UInt64: Int] = [:]
  /// For each content from `firstContent` on, the slot that it goes to and its page type in the lowest four bits.
  private var targets: [UInt32] = []
  private var firstContent: UInt64 = 0

  private static let noTarget = UInt32.max
  /// Pages that fit: 1 TiB of a guest. Those beyond are put together one by one.
  private static let maximumSlots = 1 << 28 - 1

  /// Applies every delta that counts for a page as of the end of a checkpoint.
  /// - Throws: when the capture cannot be read.
  init(_ memory: GuestMemory, checkpoint: Int) throws {
    guard let first = memory.index.checkpoints.firstIndex(where: \.isCompressed), first <= checkpoint else { return }
    firstContent = memory.contents.contents(ofCheckpoint: first).lowerBound
    let end = memory.contents.contents(ofCheckpoint: checkpoint).upperBound
    guard end > firstContent else { return }
    targets = [UInt32](repeating: Self.noTarget, count: Int(clamping: end - firstContent))
    try memory.sends.forEachList { list in
      if let reach = try memory.reach(of: list, at: checkpoint) { addSlot(for: list, reach, memory) }
    }
    try apply(memory)
  }

  /// The page with a PFN; nil when no delta decides what it holds.
  func page(of pfn: UInt64) -> (bytes: [UInt8], source: PageSend, doubt: PageDoubt?)? {
    guard let slot = slotOfPFN[pfn], let page = slots[slot].page, let source = slots[slot].source else { return nil }
    return (page.bytes, source, page.doubt)
  }

  private mutating func addSlot(for list: PageSends.List, _ reach: GuestMemory.Reach, _ memory: GuestMemory) {
    guard isDelta(list[reach.last], memory), slots.count < Self.maximumSlots else { return }
    let slot = slots.count
    var base: PageSends.Send?
    for position in stride(from: reach.last, through: reach.first, by: -1) {
      let send = list[position]
      guard !memory.sends.isCompared(send.content), memory.isThere(send.content) else { continue }
      guard isDelta(send, memory) else {
        base = send
        break
      }
      targets[Int(send.content - firstContent)] = UInt32(slot) << 4 | UInt32(send.type.rawValue)
    }
    slotOfPFN[list.pfn] = slot
    slots.append(Slot(page: nil, source: nil, base: base))
  }

  private func isDelta(_ send: PageSends.Send, _ memory: GuestMemory) -> Bool {
    send.content >= firstContent && send.content - firstContent < UInt64(targets.count)
      && !memory.index.batches[memory.contents.batch(of: send.content)].hasImages
  }

  private mutating func apply(_ memory: GuestMemory) throws(CaptureError) {
    for place in targets.indices where targets[place] != Self.noTarget {
      let slot = Int(targets[place] >> 4)
      let type = PageType(rawValue: UInt8(targets[place] & 0xf))
      let source = try memory.contents.describe(.init(content: firstContent + UInt64(place), type: type))
      let content = try memory.contents.bytes(of: source)
      if slots[slot].page == nil { slots[slot].page = try basePage(slots[slot].base, memory) }
      slots[slot].page?.apply(source, content)
      slots[slot].source = source
    }
    targets = []
  }

  /// What a page is before the first delta.
  private func basePage(_ base: PageSends.Send?, _ memory: GuestMemory) throws(CaptureError) -> ForwardPage {
    var page = ForwardPage()
    guard let base else { return page }
    let source = try memory.contents.describe(base)
    page.apply(source, try memory.contents.bytes(of: source))
    return page
  }
}
