/// Finds the entries of a PFN array of which words were lost, or between which bytes came in, when the place is known
/// where its batch ends.
///
/// Images are whole pages, so that the end tells where they begin, and with that where the array ends. Its entries
/// stand in order: those that do so from the front on and those that do so from the end back are found, and of all places
/// where the damage can be the one is taken with the fewest entries lost and the least distance between PFNs.
struct ArraySearch {
  let window: ByteWindow
  let format: EntryFormat
  let pfnEnd: UInt64
  /// Where the array should be.
  let words: Range<UInt64>

  /// Bytes that were lost or came in at most.
  static let mostMoved = 8192
  /// What a lost entry counts, and what an image that is lost in front of others does, in bits.
  private static let lostWeight = 40.0
  private static let spanWeight = 5.0
  /// What a lost entry without an image counts where others have none, and where all have one.
  private static let emptyWeights = (usual: 3.0, odd: 16.0)
  /// What it counts that images do not begin where they should, and that they do so 4096 bytes further off.
  private static let movedWeights = (once: 10.0, page: 4.0)
  /// By how much better than another a place must be to be sure of it.
  private static let sureness = 14.0
  /// Entries that are no accident.
  private static let fewest = 2

  private var wordBytes: Int { format.wordBytes }
  private var wordCount: Int { words.count / wordBytes }

  /// The entries from the front on that are in order; nil where the capture does not hold the array.
  func front() throws(CaptureError) -> OrderedEntries? {
    try window.withBytes(at: words.lowerBound, count: words.count) {
      OrderedEntries(front: $0, most: wordCount, format, pfnEnd: pfnEnd)
    }
  }

  /// Where entries and images are; nil where the array is whole, where it is damaged in place and as many images are there
  /// as it spells, or where nothing fits.
  /// - Parameters:
  ///   - end: where the last image ends.
  ///   - images: how many there should be, where that is known.
  ///   - spelt: how many entries carry content as they stand.
  func placement(upTo end: UInt64, images: Int?, spelt: Int) throws(CaptureError) -> ArrayPlacement? {
    guard let front = try front() else { return nil }
    var fits: [Fit] = []
    for (start, images) in starts(upTo: end, images) {
      if let fit = try fit(front, start: start, images: images) { fits.append(fit) }
    }
    guard var best = fits.min(by: { $0.cost < $1.cost }) else { return nil }
    let isSure = fits.count { $0.cost <= best.cost + Self.sureness } == 1
    if isSure, best.start == words.count, best.lost == 0 || best.images == spelt { return nil }
    if front.count == wordCount {
      // It is whole if nothing else is by far as good: then images are out of step.
      guard best.cost + Self.sureness < front.spread(0..<wordCount) + Self.movedWeights.once else { return nil }
    }
    // With as many images more or less those of the front are of other pages.
    if !isSure { best.doubtful = 0...best.doubtful.upperBound }
    return placement(best, front, upTo: end)
  }

  /// Where the images can begin, relative to the array, and how many there are then.
  private func starts(upTo end: UInt64, _ images: Int?) -> [(start: Int, images: Int)] {
    guard end > words.lowerBound else { return [] }
    let length = Int(clamping: end - words.lowerBound)
    let counts: ClosedRange<Int>
    if let images {
      counts = images...images
    } else {
      let most = min(wordCount, (length - words.count + Self.mostMoved) / pageSize)
      let fewest = max(0, (length - words.count - Self.mostMoved) / pageSize)
      guard fewest <= most else { return [] }
      counts = fewest...most
    }
    return counts.map { (length - $0 * pageSize, $0) }
      .filter { abs($0.start - words.count) <= Self.mostMoved }
  }

  // MARK: The place of the damage

  /// A way to read the array: so many entries from the front on, and those of the other end from a place on.
  private struct Fit {
    /// Where the images begin, relative to the array, and how many there should be.
    let start: Int
    let images: Int
    let behind: OrderedEntries
    let front: Int
    /// The first of those at the other end.
    let first: Int
    let lost: Int
    var cost: Double
    /// Entries from the front on before which and behind which the damage may be as well.
    var doubtful: ClosedRange<Int>

    /// Where an image begins, of those that are there, when the last of them ends at a file offset.
    func image(_ place: Int, upTo end: UInt64) -> UInt64 {
      end - min(end, UInt64(max(0, images - place)) * UInt64(pageSize))
    }
  }

  private func fit(
    _ front: OrderedEntries, start: Int, images: Int
  ) throws(CaptureError) -> Fit? {
    let there = max(0, start)
    let behind = try window.withBytes(at: words.lowerBound, count: there) {
      OrderedEntries(behind: $0, most: wordCount, format, pfnEnd: pfnEnd)
    }
    guard let behind else { return nil }
    let fits = (0...front.count).compactMap { fit($0, front, behind, start: start, images: images) }
    guard var best = fits.min(by: { $0.cost < $1.cost }) else { return nil }
    let near = fits.filter { $0.cost <= best.cost + Self.sureness }.map(\.front)
    // The entries next to the damage may be hit.
    best.doubtful = max(0, (near.min() ?? best.front) - 1)...(near.max() ?? best.front) + 1
    return best
  }

  /// The reading that takes so many entries from the front on.
  private func fit(
    _ count: Int, _ front: OrderedEntries, _ behind: OrderedEntries, start: Int, images: Int
  ) -> Fit? {
    let end = count * wordBytes
    let last = front.lastPFN(before: count)
    // The first of those behind that begins there or later, and whose PFN is greater.
    let first = behind.place(above: last, from: max(0, behind.count - max(0, start - end) / wordBytes))
    let lost = wordCount - count - (behind.count - first)
    let known = front.contents(0..<count) + behind.contents(first..<behind.count)
    guard lost >= 0, count + behind.count - first >= Self.fewest, (known...known + lost).contains(images),
      start == words.count || lost * wordBytes <= max(0, words.count - start) + 2 * wordBytes
    else { return nil }
    var cost = Double(lost) * Self.lostWeight + front.spread(0..<count) + behind.spread(first..<behind.count)
    if end > start { cost += Self.spanWeight }
    let isOdd = known == count + behind.count - first
    cost += Double(known + lost - images) * (isOdd ? Self.emptyWeights.odd : Self.emptyWeights.usual)
    let moved = abs(start - words.count)
    if moved > 0 { cost += Self.movedWeights.once + Self.movedWeights.page * Double(moved) / Double(pageSize) }
    if let next = behind.firstPFN(from: first) {
      let distance = last.map { next - $0 } ?? next + 1
      guard !front.allHavePFN || !behind.allHavePFN || distance > UInt64(lost) else { return nil }
      if last != nil { cost += abs(OrderedEntries.bits(distance) - OrderedEntries.bits(UInt64(lost) + 1)) }
    }
    return Fit(
      start: start, images: images, behind: behind, front: count, first: first, lost: lost, cost: cost,
      doubtful: count...count)
  }

  // MARK: Entries and images

  private func placement(_ fit: Fit, _ front: OrderedEntries, upTo end: UInt64) -> ArrayPlacement {
    let frontEnd = words.lowerBound + UInt64(fit.front * wordBytes)
    let behindBytes = UInt64((fit.behind.count - fit.first) * wordBytes)
    let imagesStart = words.lowerBound + UInt64(max(0, fit.start))
    let behindStart = max(frontEnd, imagesStart - min(imagesStart, behindBytes))
    var parts = [
      ArrayPlacement.Part(
        words: words.lowerBound..<frontEnd,
        images: imagesOfFront(fit, front, behind: frontEnd, upTo: end, isLast: behindBytes == 0))
    ]
    if behindBytes > 0 {
      parts.append(
        ArrayPlacement.Part(words: behindStart..<behindStart + behindBytes, images: imagesBehind(fit, upTo: end)))
    }
    return ArrayPlacement(parts: parts, damage: frontEnd..<behindStart, end: end, lost: fit.lost)
  }

  /// - Parameters:
  ///   - frontEnd: one past the last of their words.
  ///   - isLast: whether no others follow.
  private func imagesOfFront(
    _ fit: Fit, _ front: OrderedEntries, behind frontEnd: UInt64, upTo end: UInt64, isLast: Bool
  ) -> ImagePlacement {
    // Those that are lost with the end of the array.
    let cut = max(0, fit.front * wordBytes - fit.start + pageSize - 1) / pageSize
    let count = front.contents(0..<fit.front)
    let sure = max(cut, front.contents(0..<min(fit.front, fit.doubtful.lowerBound)))
    // What is left of a word may stand where the first image that is there begins.
    let isHit = isLast && fit.image(cut, upTo: end) < frontEnd + UInt64(wordBytes)
    let first = isHit ? min(cut + 1, sure) : cut
    func piece(_ place: Int, _ kind: ImageStretch.Kind) -> ImagePlacement.Piece {
      let place = min(place, count)
      return ImagePlacement.Piece(first: place, offset: fit.image(place, upTo: end), kind: kind)
    }
    return ImagePlacement([
      .init(first: 0, offset: frontEnd, kind: .damaged), piece(cut, .doubtful), piece(first, .placed),
      piece(sure, .doubtful), .init(first: count, offset: isLast ? end : fit.image(count, upTo: end), kind: .end),
    ])
  }

  private func imagesBehind(_ fit: Fit, upTo end: UInt64) -> ImagePlacement {
    let unsure = min(fit.behind.count, fit.first + fit.doubtful.upperBound - fit.front)
    let doubtful = fit.behind.contents(fit.first..<unsure)
    let count = fit.behind.contents(fit.first..<fit.behind.count)
    let first = fit.images - count
    return ImagePlacement([
      .init(first: 0, offset: fit.image(first, upTo: end), kind: .doubtful),
      .init(first: doubtful, offset: fit.image(first + doubtful, upTo: end), kind: .placed),
      .init(first: count, offset: end, kind: .end),
    ])
  }
}
