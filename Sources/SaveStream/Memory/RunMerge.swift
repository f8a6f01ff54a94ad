/// Puts elements in ascending order by merging the ascending runs in which they come, a slice at a time.
///
/// A sender scans its PFNs upwards, so that few and long runs are found. Linear in the elements for each doubling of
/// the runs, whatever their order.
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
  /// Where elements come in no order, runs are made to have so many at least.
  private static var shortRun: Int { 16 }

  /// Looks at as many elements as `budget` says, and takes them from it. Returns whether all are in order. Nothing may
  /// be added once it has been called.
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
    while piece < pieces.count {
      joinRuns(&budget)
      guard place == pieces[piece].count else { return }
      pieces[piece] = []
      piece += 1
      place = 0
    }
    bounds.append(joined.count)
    if bounds.count > 2 { beginPass() }
  }

  /// Joins elements of the next piece. A run that is over although it is short takes what follows in its middle.
  private mutating func joinRuns(_ budget: inout Int) {
    let elements = pieces[piece]
    while budget > 0, place < elements.count {
      let first = elements[place]
      let isBreak = joined.last.map { first < $0 } ?? false
      let start = bounds[bounds.count - 1]
      if isBreak, joined.count - start < Self.shortRun {
        insert(first, from: start, &budget)
        place += 1
        continue
      }
      if isBreak { bounds.append(joined.count) }
      let most = min(elements.count, place + budget)
      var end = place + 1
      while end < most, elements[end - 1] <= elements[end] { end += 1 }
      joined.append(contentsOf: elements[place..<end])
      budget -= end - place
      place = end
    }
  }

  /// Puts an element where it belongs in the last run, which begins at `start`.
  private mutating func insert(_ element: Element, from start: Int, _ budget: inout Int) {
    var hole = joined.count
    joined.append(element)
    while hole > start, element < joined[hole - 1] {
      joined[hole] = joined[hole - 1]
      hole -= 1
    }
    joined[hole] = element
    // Two elements are moved in the time in which one is merged.
    budget -= min(budget, (joined.count - hole + 1) / 2)
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
    mergeElements(&budget, middle: middle, end: end)
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

  /// Merges two runs until one of them is used up.
  private mutating func mergeElements(_ budget: inout Int, middle: Int, end: Int) {
    // On its own, each of these stays in a register.
    var (left, right) = (left, right)
    let mostElements = merged.count + budget
    while merged.count < mostElements, left < middle, right < end {
      if joined[left] <= joined[right] {
        merged.append(joined[left])
        left += 1
      } else {
        merged.append(joined[right])
        right += 1
      }
    }
    budget = mostElements - merged.count
    (self.left, self.right) = (left, right)
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
