/// Finds where among the page images of a batch bytes were lost or came in between, when both ends are known: in front of
/// that place pages begin at one phase of 4096 bytes, and behind it at another.
///
/// Nothing in the bytes says so, but what guests have in memory does: words of page tables and pointers begin at multiples
/// of eight, and zeros, of empty pages or at the end of others, begin and end where pages do. Each image speaks for
/// either phase or for none; the place is the one that most of them agree with, and all places that nearly as many agree
/// with are doubtful.
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
  /// By how much more than another a place must be agreed with to be sure of it.
  private static let sureness = 14.0
  /// What the two ends of a page's bytes say where zeros begin or end there, and what one image's words say at most.
  private static let edgeWeight = 2.5
  private static let mostOfWords = 4.0
  private static let wordWeight = 0.5
  /// Images on either side of the places that are doubtful.
  private static let margin = 2

  private var size: UInt64 { UInt64(pageSize) }
  private var missing: Int { shift < 0 ? (Int(clamping: shift.magnitude) + pageSize - 1) / pageSize : 1 }

  /// Looks at each image once.
  func find() throws(CaptureError) -> Found {
    let damaged = min(count, max(1, missing))
    let last = count - damaged
    guard count <= Self.mostImages, shift % Int64(pageSize) != 0 else {
      return Found(before: last / 2, damaged: damaged, doubtful: 0..<count)
    }
    var sums = [0.0]
    for image in 0..<last { sums.append(sums[image] + (try evidence(of: image))) }
    let best = sums.max() ?? 0
    let alike = sums.indices.filter { sums[$0] == best }
    let near = sums.indices.filter { sums[$0] >= best - Self.sureness }
    let before = alike[alike.count / 2]
    let first = max(0, (near.first ?? 0) - Self.margin)
    return Found(
      before: before, damaged: damaged, doubtful: first..<min(count, (near.last ?? last) + damaged + Self.margin))
  }

  /// By how much an image speaks for having stood before the damage.
  private func evidence(of image: Int) throws(CaptureError) -> Double {
    let front = start + UInt64(image) * size
    let back = UInt64(clamping: Int64(clamping: front) + shift)
    var sum = try (isEdge(front) ? Self.edgeWeight : 0) - (isEdge(back) ? Self.edgeWeight : 0)
    guard shift % 8 != 0 else { return sum }
    let words = try (words(from: min(front, back), phase: front), words(from: min(front, back), phase: back))
    sum += max(-Self.mostOfWords, min(Self.mostOfWords, Double(words.0 - words.1) * Self.wordWeight))
    return sum
  }

  /// Whether eight zeros begin or end at a file offset.
  private func isEdge(_ offset: UInt64) throws(CaptureError) -> Bool {
    guard offset >= 8 else { return false }
    let isEdge = try window.withBytes(at: offset - 8, count: 16) { bytes in
      (bytes.word(at: 0, bytes: 8, .little) == 0) != (bytes.word(at: 8, bytes: 8, .little) == 0)
    }
    return isEdge ?? false
  }

  /// Words that look like numbers, entries of page tables or pointers, when words begin where they do at `phase`.
  private func words(from offset: UInt64, phase: UInt64) throws(CaptureError) -> Int {
    let first = offset + (phase % 8 + 8 - offset % 8) % 8
    return try window.withBytes(at: first, count: pageSize) { bytes in
      var found = 0
      for place in stride(from: 0, to: pageSize, by: 8) {
        let word = bytes.littleWord(at: place)
        let isSmall = word >> 48 == 0 && word & 0xff != 0
        let isPointer = word >> 48 == 0xffff && (word >> 40) & 0xff != 0xff
        if isSmall || isPointer { found += 1 }
      }
      return found
    } ?? 0
  }
}
