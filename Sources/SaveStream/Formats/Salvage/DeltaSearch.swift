/// Finds where page deltas can be read on behind damage: nothing marks their beginnings, but a page covers 1,024 words
/// to the word, and one that is begun in the middle of another comes to no end with the chunk.
struct DeltaSearch {
  let capture: Capture
  let salvage: Salvage

  /// Bytes that are looked through, and deltas in a row that are no accident where the end is farther away.
  private static let mostBytes = 1 << 20
  private static let leastDeltas = 16

  /// The first file offset in a range from which deltas decode up to its end; nil where there is none.
  func first(in range: Range<UInt64>) throws(CaptureError) -> UInt64? {
    let bytes = try capture.bytes(at: range.lowerBound, count: Int(min(UInt64(range.count), UInt64(Self.mostBytes))))
    let hasEnd = bytes.count == range.count
    // Places from which deltas lead nowhere.
    var isDead = [Bool](repeating: false, count: bytes.count)
    for place in bytes.indices where !isDead[place] {
      if leads(from: place, bytes, hasEnd: hasEnd, &isDead) { return range.lowerBound + UInt64(place) }
      if salvage.deltasLeft <= 0 { return nil }
    }
    return nil
  }

  private func leads(from start: Int, _ bytes: [UInt8], hasEnd: Bool, _ isDead: inout [Bool]) -> Bool {
    var passed: [Int] = []
    var deltas = 0
    var isFound = false
    var place = start
    // A byte of zero is a page that has not changed: any number of them says nothing.
    while place < bytes.count, !isDead[place], salvage.deltasLeft > 0 {
      passed.append(place)
      salvage.deltasLeft -= 1
      guard case .whole(let length, let encoding, _) = DeltaShape(bytes.span, at: place) else { break }
      place += length
      if encoding != .empty { deltas += 1 }
      if hasEnd ? place == bytes.count && deltas > 0 : deltas >= Self.leastDeltas {
        isFound = true
        break
      }
    }
    if !isFound { for place in passed { isDead[place] = true } }
    return isFound
  }

  /// Pages that have not changed, at the beginning of a range.
  func emptyPages(in range: Range<UInt64>) throws(CaptureError) -> UInt64 {
    let bytes = try capture.bytes(at: range.lowerBound, count: Int(min(UInt64(range.count), UInt64(Self.mostBytes))))
    return UInt64(bytes.firstIndex { $0 != 0 } ?? bytes.count)
  }

  /// Zeros right before a file offset, 1 MiB of them at most.
  func zeros(before end: UInt64, downTo floor: UInt64) throws(CaptureError) -> UInt64 {
    let start = max(floor, end - min(end, UInt64(Self.mostBytes)))
    let bytes = try capture.bytes(at: start, count: Int(end - min(end, start)))
    return UInt64(bytes.count - (bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0))
  }

  /// What deltas in a range of file offsets look like, which begins with one: up to a number of them.
  func shapes(in range: Range<UInt64>, most: Int) throws(CaptureError) -> [(end: UInt64, encoding: PageEncoding)] {
    let bytes = try capture.bytes(at: range.lowerBound, count: Int(min(UInt64(range.count), UInt64(Self.mostBytes))))
    var shapes: [(end: UInt64, encoding: PageEncoding)] = []
    var place = 0
    while shapes.count < most, place < bytes.count,
      case .whole(let length, let encoding, _) = DeltaShape(bytes.span, at: place)
    {
      place += length
      shapes.append((range.lowerBound + UInt64(place), encoding))
    }
    return shapes
  }
}
