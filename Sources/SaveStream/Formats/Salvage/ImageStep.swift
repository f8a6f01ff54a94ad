/// Finds where among the page images of a batch bytes were lost or came in between, when both ends are known: in front
/// of that place pages begin at one phase of 4096 bytes, and behind it at another.
///
/// Nothing in the bytes says so, but what guests have in memory does (`PageSigns`). The bytes are cut into pages at
/// either phase; the place is the one where the pages before it, cut at the first, and those behind it, cut at the
/// second, look most like pages. All places that are nearly as good are doubtful.
///
/// ```
/// bytes     | page | page | page  …          | … page | page | page |
/// first     |slot 0|slot 1|slot 2|slot 3|
/// second    phase |slot 0|slot 1|slot 2|slot 3|
/// ```
struct ImageStep {
  let window: ByteWindow
  /// The file offset of the first image, how many there are, and by how many bytes the last one ends elsewhere than it
  /// should: fewer than 0 when bytes are missing.
  let start: UInt64
  let count: Int
  let shift: Int64

  /// What was found.
  struct Found: Sendable, Equatable {
    /// Images before the damage.
    let before: Int
    /// Images that the damage lies in.
    let damaged: Int
    /// Images that may be out of step, by their places.
    let doubtful: Range<Int>
  }

  /// Images that are looked at; of more all may be out of step.
  private static let mostImages = 1 << 16
  /// By how much better than another a place must be to be sure of it.
  private static let sureness = 14.0
  /// Images on either side of the places that are doubtful.
  private static let margin = 2

  /// Images that the damage takes at least.
  private var lost: Int {
    shift < 0 ? min(count, (Int(clamping: shift.magnitude) - 1) / pageSize + 1) : min(count, 1)
  }

  /// The pages of bytes that are there which the damage takes: none where bytes are missing.
  private var gap: Int { shift < 0 ? 0 : 1 + Int(clamping: shift) / pageSize }

  /// Bytes from the phase of the images before the damage to that of those behind it.
  private var phase: Int {
    let rest = Int(clamping: shift) % pageSize
    return rest < 0 ? rest + pageSize : rest
  }

  /// Looks at each image once.
  func find() throws(CaptureError) -> Found {
    let (lost, last) = (lost, count - lost)
    guard count <= Self.mostImages, phase != 0 else {
      return Found(before: last / 2, damaged: lost, doubtful: 0..<count)
    }
    let likeness = try likeness(upTo: last)
    let best = likeness.max() ?? 0
    let alike = likeness.indices.filter { likeness[$0] == best }
    let near = likeness.indices.filter { likeness[$0] >= best - Self.sureness }
    let first = max(0, (near.first ?? 0) - Self.margin)
    return Found(
      before: alike[alike.count / 2], damaged: lost,
      doubtful: first..<min(count, (near.last ?? last) + lost + Self.margin))
  }

  /// How much all looks like pages, by the number of images before the damage, from none to `last`.
  private func likeness(upTo last: Int) throws(CaptureError) -> [Double] {
    let signs = PageSigns(window: window)
    var front = [0.0]
    var back = [0.0]
    for slot in 0..<last + gap {
      let offset = start + UInt64(slot) * UInt64(pageSize)
      let words = try signs.words(from: offset, phase % 8)
      front.append(front[slot] + (try signs.page(at: offset)) + words)
      back.append(back[slot] + (try signs.page(at: offset + UInt64(phase))) - words)
    }
    return (0...last).map { front[$0] + back[last + gap] - back[$0 + gap] }
  }
}
