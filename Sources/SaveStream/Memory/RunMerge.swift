/// Puts elements in ascending order by merging the ascending runs in which they come, a slice at a time.
///
/// A sender scans its PFNs upwards, so that few and long runs are found. Linear in the elements for each doubling of the
/// runs, whatever their order.
struct RunMerge<Element: Comparable & Sendable>: Sendable {
  /// What has come and is not joined yet, in pieces of bounded length: none of it moves while more comes.
  private var pieces: [ContiguousArray<Element>] = []
  /// How many elements have come.
  private(set) var count = 0
  /// The piece that is joined next, and its first element that is not.
  private var piece = 0
  private var place = 0
  private var joined: ContiguousArray<Element> = []
  /// What the pass under way has merged.
  private var merged: ContiguousArray<Element> = []
  /// Where the runs of `joined` begin; behind the last one their number, once all have been found.
  private var bounds: [Int] = [0]
  /// Where the runs of `merged` begin.
  private var mergedBounds: [Int] = []
  /// The first of the two runs that are being merged, and how far each of them is used.
  private var pair = 0
  private var left = 0
  private var right = 0

  private static var piecesLength: Int { 1 << 14 }

  /// Looks at as many elements as `budget` says, and takes them from it. Returns whether all are in order. Nothing may be
  /// added once it has been called.
  mutating func step(_ budget: inout Int) -> Bool {
    join(&budget)
    guard piece == pieces.count else { return false }
    while bounds.count > 2 {
      guard budget > 0 else { return false }
      mergePair(&budget)
    }
    return true
  }

  /// The elements, in order once `step` has said so; no more memory is kept than they need. None are left.
  mutating func take() -> ContiguousArray<Element> {
    defer { self = RunMerge() }
    return joined
  }

  // MARK: Runs

  private mutating func join(_ budget: inout Int) {
    guard piece < pieces.count else { return }
    if joined.isEmpty { joined.reserveCapacity(count) }
    while budget > 0, piece < pieces.count {
      let end = min(pieces[piece].count, place + budget)
      budget -= end - place
      joinRuns(place..<end)
      place = end
      guard place == pieces[piece].count else { return }
      pieces[piece] = []
      piece += 1
      place = 0
    }
    guard piece == pieces.count else { return }
    bounds.append(joined.count)
    if bounds.count > 2 { beginPass() }
  }

  private mutating func joinRuns(_ range: Range<Int>) {
    let elements = pieces[piece]
    guard let first = range.first else { return }
    if let last = joined.last, elements[first] < last { bounds.append(joined.count) }
    let offset = joined.count - first
    for place in range.dropFirst() where elements[place] < elements[place - 1] { bounds.append(offset + place) }
    joined.append(contentsOf: elements[range])
  }

  // MARK: Passes

  private mutating func beginPass() {
    merged.removeAll(keepingCapacity: true)
    merged.reserveCapacity(joined.count)
    mergedBounds = [0]
    pair = 0
    beginPair()
  }

  private mutating func beginPair() {
    left = bounds[pair]
    right = bounds[pair + 1]
  }

  /// Merges two runs, or copies the one that has no other, as far as the budget goes.
  private mutating func mergePair(_ budget: inout Int) {
    let middle = bounds[pair + 1]
    let end = pair + 2 < bounds.count ? bounds[pair + 2] : middle
    while budget > 0, left < middle, right < end {
      if joined[left] <= joined[right] {
        merged.append(joined[left])
        left += 1
      } else {
        merged.append(joined[right])
        right += 1
      }
      budget -= 1
    }
    if right == end { left = copy(from: left, upTo: middle, &budget) }
    if left == middle { right = copy(from: right, upTo: end, &budget) }
    guard left == middle, right == end else { return }
    mergedBounds.append(end)
    pair += 2
    if pair + 1 < bounds.count {
      beginPair()
    } else {
      swap(&joined, &merged)
      bounds = mergedBounds
      if bounds.count > 2 { beginPass() } else { merged = [] }
    }
  }

  private mutating func copy(from place: Int, upTo end: Int, _ budget: inout Int) -> Int {
    let next = min(end, place + budget)
    merged.append(contentsOf: joined[place..<next])
    budget -= next - place
    return next
  }
}

extension RunMerge {
  /// Adds an element.
  mutating func append(_ element: Element) {
    makeRoom(for: 1)
    pieces[pieces.count - 1].append(element)
    count += 1
  }

  /// Adds elements. Very many of them are not copied but kept as they are.
  mutating func append(contentsOf elements: ContiguousArray<Element>) {
    count += elements.count
    guard elements.count < Self.piecesLength else { return pieces.append(elements) }
    makeRoom(for: elements.count)
    pieces[pieces.count - 1].append(contentsOf: elements)
  }

  /// Begins a piece where the last one has no room for `count` elements more.
  private mutating func makeRoom(for count: Int) {
    guard let last = pieces.indices.last else { return pieces.append([]) }
    guard pieces[last].count + count > Self.piecesLength else { return }
    pieces.append([])
    pieces[last + 1].reserveCapacity(Self.piecesLength)
  }
}
