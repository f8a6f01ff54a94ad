/// Entries of a PFN array whose PFNs are out of order. A sender writes them in ascending order; of most words that are
/// changed that tells, and of entries that change places.
struct UnorderedEntries {
  /// The first of them, by its place in the array.
  let first: Int
  /// Their places among the entries with content, ascending.
  let contents: [Int]

  /// Entries out of order that are taken for damaged ones, and which part of the array they may be where there are more:
  /// else nobody put it in order.
  private static let most = (entries: 4, part: 4)

  /// nil where all are in order, or there is none.
  init?(in bytes: Span<UInt8>, _ format: EntryFormat) {
    var (pfns, places, contentPlaces): ([UInt64], [Int], [Int?]) = ([], [], [])
    var contentCount = 0
    for place in 0..<bytes.count / format.wordBytes {
      let entry = format.entry(in: bytes, at: place)
      guard format.hasPFN(entry.type) else { continue }
      pfns.append(entry.pfn)
      places.append(place)
      contentPlaces.append(entry.type.carriesContent ? contentCount : nil)
      if entry.type.carriesContent { contentCount += 1 }
    }
    let unordered = Self.outOfOrder(pfns)
    guard let first = unordered.first, let last = unordered.last,
      unordered.count <= max(Self.most.entries, pfns.count / Self.most.part)
    else { return nil }
    self.first = places[first]
    // Where one of them has no content, each content up to the last of them may be the next one's.
    let isShifted = unordered.contains { contentPlaces[$0] == nil }
    contents = (isShifted ? Array(first...last) : unordered).compactMap { contentPlaces[$0] }
  }

  /// The places of numbers that are not in each longest sequence of ascending ones.
  private static func outOfOrder(_ numbers: [UInt64]) -> [Int] {
    let before = lengths(numbers)
    let behind = lengths(numbers.reversed().map { UInt64.max - $0 })
    let longest = before.max() ?? 0
    var counts = [Int](repeating: 0, count: longest + 1)
    var isInOne = [Bool](repeating: false, count: numbers.count)
    for (place, length) in before.enumerated() {
      isInOne[place] = length + behind[numbers.count - 1 - place] == longest + 1
      if isInOne[place] { counts[length] += 1 }
    }
    return numbers.indices.filter { !isInOne[$0] || counts[before[$0]] > 1 }
  }

  /// The length of the longest ascending sequence that ends with each of some numbers.
  private static func lengths(_ numbers: [UInt64]) -> [Int] {
    // The least number that a sequence of each length ends with.
    var ends: [UInt64] = []
    return numbers.map { number in
      let place = ends.partitioningIndex { $0 < number }
      if place < ends.count { ends[place] = number } else { ends.append(number) }
      return place + 1
    }
  }
}

extension ImagePlacement {
  /// Images right behind each other, some of which may be of other pages than their entries say.
  init(_ count: Int, at start: UInt64, unordered: [Int]) {
    func piece(_ first: Int, _ kind: ImageStretch.Kind) -> Piece {
      Piece(first: first, offset: start + UInt64(first) * UInt64(pageSize), kind: kind)
    }
    let places = Set(unordered).sorted().filter { $0 < count }
    let doubted = places.flatMap { [piece($0, .unordered), piece($0 + 1, .placed)] }
    self.init([piece(0, .placed)] + doubted + [piece(count, .end)], isInPlace: true)
  }
}
