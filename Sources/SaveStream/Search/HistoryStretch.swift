/// Pages that follow each other in guest memory, taken from checkpoint to checkpoint, with what each was when it was
/// last looked at. Memory is bounded by the stretch: a page and its copy take 8 KiB.
struct HistoryStretch {
  private let memory: GuestMemory
  private let maximumSlots: Int

  /// A page of the stretch.
  struct Slot {
    let pfn: UInt64
    /// Whether matches may begin in it; else it belongs to the next stretch.
    let isLookedIn: Bool
    var isThere = false
    /// Whether it is not what it was when it was last looked at.
    var hasChanged = false
    /// What it was then; nil where it was not there.
    var before: [UInt8]?
  }

  private(set) var slots: [Slot] = []
  /// The pages of the slots, one behind the other. Used again for each stretch.
  private var pages: [UInt8] = []
  /// The sends to be applied: place among all contents, and slot.
  private var targets: [UInt64] = []
  /// The BROKEN entries of these pages.
  private var removals: [(removal: PageSends.Removal, slot: Int)] = []
  private var nextRemoval = 0
  /// Sends that were applied.
  private(set) var appliedCount = 0
  /// The checkpoint that the pages are those of; nil before the first.
  private(set) var checkpoint: Int?
  private var unmapped = PFNSet()
  /// Slots that have changed and were not looked at.
  private var waiting: Set<Int> = []

  /// Pages of a stretch that take, with their copies, 64 MiB.
  static let usualSlots = 1 << 13
  /// Sends that are noted before a stretch ends; the last page may bring more.
  private static let maximumTargets = 1 << 20
  private static let slotBits: UInt64 = 20

  init(of memory: GuestMemory, maximumSlots: Int) {
    self.memory = memory
    self.maximumSlots = min(maximumSlots, Self.usualSlots)
  }

  // MARK: Pages

  var isFull: Bool { slots.count >= maximumSlots || targets.count >= Self.maximumTargets }

  /// Adds the next page, ascending by PFN.
  mutating func add(_ list: PageSends.List, isLookedIn: Bool) {
    let slot = slots.count
    slots.append(Slot(pfn: list.pfn, isLookedIn: isLookedIn))
    for send in list where !memory.sends.isCompared(send.content) {
      targets.append(send.content << Self.slotBits | UInt64(slot))
    }
    for removal in memory.sends.removals(of: list.pfn) { removals.append((removal, slot)) }
  }

  /// Begins the next stretch.
  mutating func removeAll() {
    slots.removeAll(keepingCapacity: true)
    targets.removeAll(keepingCapacity: true)
    removals.removeAll(keepingCapacity: true)
    waiting.removeAll(keepingCapacity: true)
    (nextRemoval, appliedCount, checkpoint) = (0, 0, nil)
  }

  /// The bytes of a page that is there as of the checkpoint.
  func page(_ slot: Int) -> ArraySlice<UInt8>? {
    guard isShown(slot) else { return nil }
    return pages[slot * pageSize..<(slot + 1) * pageSize]
  }

  /// The page that follows another one and is there.
  func slot(behind slot: Int) -> Int? {
    guard slot + 1 < slots.count, slots[slot + 1].pfn == slots[slot].pfn + 1, isShown(slot + 1) else { return nil }
    return slot + 1
  }

  /// The page before another one, where it is there and was looked at at this checkpoint, or has not changed.
  func slot(before slot: Int) -> Int? {
    guard slot > 0, slots[slot - 1].pfn + 1 == slots[slot].pfn, isShown(slot - 1) else { return nil }
    return slot - 1
  }

  private func isShown(_ slot: Int) -> Bool { slots[slot].isThere && !unmapped.contains(slots[slot].pfn) }

  /// Whether some bytes of a page are not what they were when it was last looked at.
  func hasChanged(_ slot: Int, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty, slots[slot].hasChanged else { return false }
    guard let before = slots[slot].before else { return true }
    let start = slot * pageSize
    return before[range] != pages[start + range.lowerBound..<start + range.upperBound]
  }

  // MARK: Checkpoints

  /// Goes on to the next checkpoint at which a page may have changed. Returns the pages that have since they were
  /// looked at, ascending; nil behind the last one. The caller looks at them before it goes on.
  mutating func next() throws(CaptureError) -> [Int]? {
    if checkpoint == nil { begin() } else { takeAsLookedAt() }
    guard let next = nextCheckpoint else { return nil }
    checkpoint = next
    try apply(upTo: next)
    unmapped = try memory.unmappedPFNs(at: next)
    return changed
  }

  private var changed: [Int] { waiting.filter(isShown).sorted() }

  private mutating func begin() {
    targets.sort()
    removals.sort { $0.removal.entry < $1.removal.entry }
    let missing = slots.count * pageSize - pages.count
    if missing > 0 { pages += [UInt8](repeating: 0, count: missing) }
  }

  /// Pages that are not there now are looked at once they are, those that are gone never.
  private mutating func takeAsLookedAt() {
    for slot in waiting where isShown(slot) || !slots[slot].isThere {
      slots[slot].hasChanged = false
      slots[slot].before = nil
      waiting.remove(slot)
    }
  }

  private var nextCheckpoint: Int? {
    var next: Int?
    if appliedCount < targets.count {
      next = memory.contents.checkpoint(of: targets[appliedCount] >> Self.slotBits)
    }
    if nextRemoval < removals.count {
      let row = memory.index.row(holding: removals[nextRemoval].removal.entry, contentOnly: false)
      next = min(next ?? .max, memory.index.checkpoint(ofRow: row))
    }
    let following = (checkpoint ?? -1) + 1
    if !waiting.isEmpty { next = following }
    return next.flatMap { max($0, following) < memory.index.checkpoints.count ? max($0, following) : nil }
  }

  private mutating func apply(upTo checkpoint: Int) throws(CaptureError) {
    let contentEnd = memory.index.contents(of: checkpoint).upperBound
    let entryEnd = memory.index.entries(of: checkpoint).upperBound
    while true {
      let send = appliedCount < targets.count ? targets[appliedCount] : .max
      let content = send >> Self.slotBits
      if nextRemoval < removals.count, removals[nextRemoval].removal.entry < entryEnd,
        removals[nextRemoval].removal.contentBefore <= content
      {
        note(removals[nextRemoval].slot)
        slots[removals[nextRemoval].slot].isThere = false
        nextRemoval += 1
      } else if appliedCount < targets.count, content < contentEnd {
        appliedCount += 1
        try apply(content, to: Int(send & (1 << Self.slotBits - 1)))
      } else {
        return
      }
    }
  }

  private mutating func apply(_ content: UInt64, to slot: Int) throws(CaptureError) {
    guard memory.contents.isThere(content) else { return }
    let found = try memory.contents.find(content)
    note(slot)
    if !slots[slot].isThere, !found.isWhole {
      for place in slot * pageSize..<(slot + 1) * pageSize { pages[place] = 0 }
    }
    _ = try memory.contents.apply(found, to: &pages, at: slot * pageSize)
    slots[slot].isThere = true
  }

  /// Keeps what a page was, before it becomes another one.
  private mutating func note(_ slot: Int) {
    guard !slots[slot].hasChanged else { return }
    if slots[slot].isThere { slots[slot].before = Array(pages[slot * pageSize..<(slot + 1) * pageSize]) }
    slots[slot].hasChanged = true
    waiting.insert(slot)
  }
}
