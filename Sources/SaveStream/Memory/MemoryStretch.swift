/// Pages that follow each other in guest memory, put together in one go as of a checkpoint.
///
/// Plain pages are read when their turn comes. Where deltas decide what a page holds, those of all pages of the stretch
/// are applied in the order of the stream: a sender's scans go upwards, so that they lie side by side in each
/// checkpoint. Memory is bounded by the stretch, whatever the guest.
struct MemoryStretch {
  private let memory: GuestMemory
  /// Pages made of deltas that are held at a time.
  private let maximumSlots: Int
  private var waiting: [Waiting] = []

  /// A page that is there.
  private struct Waiting {
    let list: PageSends.List
    let reach: GuestMemory.Reach
    /// Where it is made, if deltas decide what it holds.
    let slot: Int?
  }

  /// A page that is made of deltas.
  private struct Slot {
    /// The image that they build on, if one was sent.
    let base: PageSends.Send?
    /// The content that the page is known by.
    let last: UInt64
    var hasBegun = false
    var standing = PageStanding()
    var source: PageSend?
  }

  private var slots: [Slot] = []
  /// The pages of the slots, one behind the other. Used again for each stretch.
  private var pages: [UInt8] = []
  /// The deltas to be applied: place among all contents, slot and page type.
  ///
  /// ```
  ///  63                       20 19         4 3         0
  /// │ place among all contents  │ slot       │ page type │
  /// ```
  private var targets: [UInt64] = []

  /// Deltas that are worth the way through all chunks.
  private let deltasForAllChunks: Int

  /// As many slots as take 64 MiB; an entry of `targets` has room for four times that.
  static let usualSlots = 1 << 14
  /// As many slots as take 4 MiB: while they and the deltas go through a processor's cache, pages are put together
  /// faster by a third than in one that waits for memory at each delta.
  private static let cachedSlots = 1 << 10
  /// Deltas of each chunk that make up for the jump to the first of them.
  private static let deltasPerJump = 8
  /// Deltas, and pages, that are noted before a stretch ends; the last page may bring more deltas.
  private static let maximumTargets = 1 << 20
  private static let maximumWaiting = 1 << 16

  /// A stretch of pages as of the end of a checkpoint.
  init(of memory: GuestMemory, at checkpoint: Int, maximumSlots: Int) {
    self.memory = memory
    self.maximumSlots = maximumSlots
    deltasForAllChunks = Self.deltasPerJump * memory.index.compressedChunks(of: checkpoint).upperBound
  }

  /// Whether it is time to put the pages together.
  var isFull: Bool {
    slots.count >= maximumSlots || targets.count >= Self.maximumTargets || waiting.count >= Self.maximumWaiting
      || slots.count >= Self.cachedSlots && targets.count >= deltasForAllChunks
  }

  /// Deltas that are to be applied so far.
  var deltaCount: Int { targets.count }

  /// Adds the next page that is there, ascending by PFN.
  mutating func add(_ list: PageSends.List, _ reach: GuestMemory.Reach) {
    let last = list[reach.last].content
    guard !memory.contents.isImage(last) else {
      waiting.append(Waiting(list: list, reach: reach, slot: nil))
      return
    }
    var base: PageSends.Send?
    for position in stride(from: reach.last, through: reach.first, by: -1) {
      let send = list[position]
      guard !memory.sends.isCompared(send.content) else { continue }
      guard !memory.contents.isImage(send.content) else {
        guard memory.contents.isThere(send.content) else { continue }
        base = send
        break
      }
      // One that is missing, too: what builds on it is in doubt.
      targets.append(send.content << 20 | UInt64(slots.count) << 4 | UInt64(send.type.rawValue))
    }
    waiting.append(Waiting(list: list, reach: reach, slot: slots.count))
    slots.append(Slot(base: base, last: last))
  }

  /// Gives the pages in their order, and begins the next stretch.
  mutating func takePages(_ body: (GuestPage) throws -> Void) throws {
    try applyDeltas()
    for page in waiting {
      if let guestPage = try self.page(page) { try body(guestPage) }
    }
    waiting.removeAll(keepingCapacity: true)
    slots.removeAll(keepingCapacity: true)
    targets.removeAll(keepingCapacity: true)
  }

  private func page(_ waiting: Waiting) throws(CaptureError) -> GuestPage? {
    let send = waiting.list[waiting.reach.last]
    guard let slot = waiting.slot else {
      let source = try memory.contents.describe(send)
      guard let offset = source.offset, let image = try memory.contents.image(at: offset) else { return nil }
      return GuestPage(pfn: waiting.list.pfn, type: send.type, bytes: image, source: source, doubt: nil)
    }
    guard let source = slots[slot].source else { return nil }
    return GuestPage(
      pfn: waiting.list.pfn, type: send.type, bytes: Array(pages[slot * pageSize..<(slot + 1) * pageSize]),
      source: source, doubt: try doubt(about: waiting, slots[slot].standing.doubt))
  }

  /// Why a page cannot be relied on. Deltas may between them have set every word since a send that is missing: that is
  /// looked into only where it matters, in damaged captures.
  private func doubt(about waiting: Waiting, _ known: PageDoubt?) throws(CaptureError) -> PageDoubt? {
    switch known {
    case .sendMissing, .deltaWithoutBase: try memory.assemble(waiting.list, waiting.reach).doubt
    case .deltaOnPageTable, nil: known
    }
  }

  // MARK: Deltas

  private mutating func applyDeltas() throws(CaptureError) {
    let missing = slots.count * pageSize - pages.count
    if missing > 0 { pages += [UInt8](repeating: 0, count: missing) }
    targets.sort()
    for target in targets {
      let content = target >> 20
      let type = PageType(rawValue: UInt8(target & 0xf))
      try apply(PageSends.Send(content: content, type: type), to: Int(target >> 4 & 0xffff))
    }
  }

  private mutating func apply(_ send: PageSends.Send, to slot: Int) throws(CaptureError) {
    let found = try memory.contents.find(send.content)
    if send.content == slots[slot].last { slots[slot].source = try memory.contents.describe(send) }
    if !slots[slot].hasBegun {
      slots[slot].hasBegun = true
      // From the second checkpoint of a real sender on, the first one is whole: no need to read what it replaces.
      if !found.isWhole { try begin(slot) }
    }
    let isApplied = try memory.contents.apply(found, to: &pages, at: slot * pageSize)
    slots[slot].standing.take(found, send.type, isApplied: isApplied)
  }

  /// Puts into a slot what its page is before the first delta.
  private mutating func begin(_ slot: Int) throws(CaptureError) {
    if let base = slots[slot].base {
      let found = try memory.contents.find(base.content)
      let isApplied = try memory.contents.apply(found, to: &pages, at: slot * pageSize)
      slots[slot].standing.take(found, base.type, isApplied: isApplied)
      if isApplied { return }
    }
    for place in slot * pageSize..<(slot + 1) * pageSize { pages[place] = 0 }
  }
}
