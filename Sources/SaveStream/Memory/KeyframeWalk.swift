/// Puts a page together from a long row of deltas, in slices: back to a send that needs nothing before it, or to a page
/// that is kept, and forwards from there. Pages on the way are kept, one for every few deltas: afterwards a look at the
/// page, at this or another checkpoint, is short.
package struct KeyframeWalk {
  private let memory: GuestMemory
  private let list: PageSends.List
  private let first: Int
  private let last: Int
  /// The sends on the way that were found, the latest first. On the way forwards their bytes are all that is read.
  private var found: [(position: Int, content: FoundContent)] = []
  /// How many of them there were in all; nil on the way back.
  private var foundCount: Int?
  /// The send to look at next on the way back.
  private var next: Int
  private var page = [UInt8](repeating: 0, count: pageSize)
  private var standing = PageStanding()

  /// Sends that are looked at, or applied, in a slice of a few milliseconds.
  private static let sendsInSlice = 512

  /// - Parameter reach: the sends that make the page.
  init(_ list: PageSends.List, _ reach: GuestMemory.Reach, in memory: GuestMemory) {
    self.memory = memory
    self.list = list
    first = reach.first
    last = reach.last
    next = reach.last
  }

  /// How much of the way is done, 0…1, as far as can be told.
  package var part: Double {
    guard let foundCount else { return Double(last - next) / Double(2 * max(last - first + 1, 1)) }
    return foundCount == 0 ? 1 : 1 - Double(found.count) / Double(2 * foundCount)
  }

  /// Goes a slice further. Returns whether the end has been reached.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool { try go() != nil }

  /// Goes to the end.
  mutating func run() throws(CaptureError) -> KeyframeCache.Keyframe {
    while true {
      if let keyframe = try go() { return keyframe }
    }
  }

  private mutating func go() throws(CaptureError) -> KeyframeCache.Keyframe? {
    var left = Self.sendsInSlice
    while foundCount == nil, left > 0 {
      try lookBack()
      left -= 1
    }
    guard foundCount != nil else { return nil }
    while left > 0, let send = found.popLast() {
      try apply(send.content, at: send.position)
      left -= 1
    }
    guard found.isEmpty else { return nil }
    return KeyframeCache.Keyframe(bytes: page, doubt: standing.doubt, baseType: standing.baseType)
  }

  private mutating func lookBack() throws(CaptureError) {
    guard next >= first else {
      foundCount = found.count
      return
    }
    let content = list[next].content
    if let kept = memory.keyframes[content] {
      (page, standing) = (kept.bytes, PageStanding(kept))
      foundCount = found.count
      return
    }
    next -= 1
    guard !memory.sends.isCompared(content) else { return }
    let send = try memory.contents.find(content)
    found.append((next + 1, send))
    if send.isWhole { foundCount = found.count }
  }

  private mutating func apply(_ content: FoundContent, at position: Int) throws(CaptureError) {
    let send = list[position]
    let isApplied = try memory.contents.apply(content, to: &page)
    standing.take(content, send.type, isApplied: isApplied)
    if position == last || position % GuestMemory.deltasPerKeyframe == 0 {
      memory.keyframes.insert(
        .init(bytes: page, doubt: standing.doubt, baseType: standing.baseType), at: send.content)
    }
  }
}

extension PageSendList {
  /// What makes a look at the page after a send short, where it is long now; nil where it is not. To be gone to its end
  /// before such a look where somebody waits meanwhile.
  package func longWalk(to position: Int) -> KeyframeWalk? {
    guard position >= 0, position < count else { return nil }
    let last = position - removals(before: position + 1)
    return memory.longWalk(sends, GuestMemory.Reach(first: firstCounted(before: position + 1), last: last))
  }
}

extension GuestMemory {
  /// The same for a page by the sends that make it.
  func longWalk(_ list: PageSends.List, _ reach: Reach) -> KeyframeWalk? {
    guard reach.last - reach.first > Self.shortWalk else { return nil }
    let nearby = reach.last - Self.shortWalk...reach.last
    return nearby.contains { keyframes[list[$0].content] != nil } ? nil : KeyframeWalk(list, reach, in: self)
  }

  /// Sends that can be gone through while somebody waits.
  private static let shortWalk = 256
}
