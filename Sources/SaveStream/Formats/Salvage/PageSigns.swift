/// Signs that a page of guest memory begins at a file offset: pages are often of one byte all over, such bytes at the
/// end of a page end where it does, and words of page tables, pointers and numbers begin at multiples of eight.
struct PageSigns {
  let window: ByteWindow

  /// What a page of one byte, and one at whose border such bytes begin or end, counts.
  private static let weight = 4.0
  /// What a word counts, all words of a page at most, and how many there are at least that are no accident.
  private static let wordWeight = 0.25
  private static let mostOfWords = 2.0
  private static let leastWords = 16

  /// How much it looks as if a page began at a file offset.
  func page(at offset: UInt64) throws(CaptureError) -> Double {
    try (isEdge(offset) ? Self.weight : 0) + (isUniform(offset) ? Self.weight : 0)
  }

  /// Borders that are looked at for one that is a page's, and of these how many closely.
  private static let mostBorders = 1 << 16
  private static let mostLookedAt = 64

  /// How many pages of some that should stand one behind the other from a file offset on are in step beyond doubt:
  /// those before the last border that looks like one, if another one shortly before it does, and pages that begin
  /// elsewhere would not look as well.
  func pagesInStep(from start: UInt64, of count: Int) throws(CaptureError) -> Int {
    var last: Int?
    var left = Self.mostLookedAt
    for page in stride(from: count, to: max(0, count - Self.mostBorders), by: -1) where left > 0 {
      guard try isEdge(start + UInt64(page) * UInt64(pageSize)) else { continue }
      if let last, last - page <= 3 {
        left -= 1
        if try PagePhases(window: window).isFirstAhead(from: start, of: last) { return last }
      }
      last = page
    }
    return 0
  }

  /// Whether eight equal bytes begin or end at a file offset, to the byte.
  private func isEdge(_ offset: UInt64) throws(CaptureError) -> Bool {
    guard offset >= 8 else { return false }
    return try window.withBytes(at: offset - 8, count: 16) { Self.isEdge($0, at: 8) } ?? false
  }

  /// The same, of a place with eight bytes before and behind it.
  static func isEdge(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    guard bytes[place - 1] != bytes[place] else { return false }
    return isUniform(bytes.littleWord(at: place - 8)) || isUniform(bytes.littleWord(at: place))
  }

  /// Whether the bytes of a page are all the same.
  private func isUniform(_ offset: UInt64) throws(CaptureError) -> Bool {
    let isUniform = try window.withBytes(at: offset, count: pageSize) { bytes in
      let first = bytes.littleWord(at: 0)
      guard Self.isUniform(first) else { return false }
      return stride(from: 8, to: pageSize, by: 8).allSatisfy { bytes.littleWord(at: $0) == first }
    }
    return isUniform ?? false
  }

  private static func isUniform(_ word: UInt64) -> Bool { word == (word & 0xff) &* 0x0101_0101_0101_0101 }

  // MARK: Words

  /// By how much the words of a page's bytes speak for beginning at a file offset, rather than a few bytes behind it.
  func words(from offset: UInt64, _ shift: Int) throws(CaptureError) -> Double {
    guard shift > 0 else { return 0 }
    let counts = try window.withBytes(at: offset, count: pageSize + 8) { bytes in
      (Self.count(bytes, from: 0), Self.count(bytes, from: shift))
    }
    guard let (here, there) = counts else { return 0 }
    let known = here.known - there.known
    let alike = here.alike - there.alike
    // One alone is deceived by words that are made up: both have to say so.
    guard known.signum() == alike.signum(), min(abs(known), abs(alike)) >= Self.leastWords else { return 0 }
    let words = Double(known.signum() * min(abs(known), abs(alike))) * Self.wordWeight
    return max(-Self.mostOfWords, min(Self.mostOfWords, words))
  }

  /// Words that look like numbers, entries of page tables or pointers, and such as differ from the one before them in
  /// their low bytes only.
  private static func count(_ bytes: Span<UInt8>, from start: Int) -> (known: Int, alike: Int) {
    var (known, alike) = (0, 0)
    var before: UInt64?
    for place in stride(from: start, to: start + pageSize, by: 8) {
      let word = bytes.littleWord(at: place)
      let isSmall = word >> 48 == 0 && word & 0xff != 0
      let isPointer = word >> 48 == 0xffff && (word >> 40) & 0xff != 0xff
      if isSmall || isPointer { known += 1 }
      if let before, word != before, (word ^ before) >> 40 == 0 { alike += 1 }
      before = word
    }
    return (known, alike)
  }
}
