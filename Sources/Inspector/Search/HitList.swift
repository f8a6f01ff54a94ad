@_spi(Measuring) import SaveStream

/// What a search has found, and where it has not looked yet.
///
/// Hits stand in the order of what is searched, not in that in which they were found. What has been looked at is one
/// stretch around the place where the search began, or two where that wraps around; it grows at either end.
struct HitList: Sendable {
  private(set) var hits: [SearchHit] = []
  /// In the order in which a search forwards would go through them.
  private(set) var left: [Range<UInt64>]
  /// The hit that one is at.
  private(set) var current: Int?

  /// Hits that are kept.
  static let most = 10_000

  /// A search of all there is, from a place on.
  init(from place: UInt64) { left = SearchRequest.all(from: place) }

  /// A search of a part.
  init(of stretches: [Range<UInt64>]) { left = stretches }

  var isFull: Bool { hits.count >= Self.most }
  /// Whether everything has been looked at.
  var isComplete: Bool { left.isEmpty }

  var currentHit: SearchHit? { current.map { hits[$0] } }

  mutating func select(_ position: Int) { current = position }

  /// Gives each line that was found its words.
  mutating func describe(_ words: (Int) -> String) {
    for place in hits.indices where hits[place].match == .line {
      hits[place].words = words(Int(clamping: hits[place].place))
    }
  }

  /// Takes in hits, ascending, and what is left after them.
  mutating func take(_ found: [SearchHit], left: [Range<UInt64>]) {
    self.left = left
    guard let first = found.first else { return }
    // Nothing that was found before lies between them.
    let place = position(from: first.place)
    hits.insert(contentsOf: found, at: place)
    if let current, current >= place { self.current = current + found.count }
  }

  /// Where a step starts.
  enum Origin: Equatable {
    /// The hit that one is at.
    case current
    /// A place that one is at: forwards a hit there counts, backwards it does not.
    case place(UInt64)
  }

  /// What a step leads to.
  enum Step: Equatable {
    case hit(Int, hasWrapped: Bool)
    /// It has to be looked for, at the end of what was looked at.
    case further
    /// The origin lies in the midst of what has not been looked at.
    case elsewhere
    /// Nothing was found anywhere.
    case nothing
  }

  /// The hit after a place, or before it, or what has to be done to know it.
  func step(from origin: Origin, backwards: Bool) -> Step {
    let (next, start) = position(from: origin, backwards: backwards)
    let isLeft = { (range: Range<UInt64>) in left.contains { $0.overlaps(range) } }
    if isInMidst(start, backwards: backwards) { return .elsewhere }
    guard !hits.isEmpty else { return left.isEmpty ? .nothing : .further }
    let isInside = backwards ? next >= 0 : next < hits.count
    let hit = isInside ? next : backwards ? hits.count - 1 : 0
    let place = hits[hit].place
    let way: [Range<UInt64>]
    switch (isInside, backwards) {
    case (true, false): way = [start..<max(start, place)]
    case (true, true): way = [place..<max(place, start)]
    case (false, false): way = [start..<UInt64.max, 0..<place]
    case (false, true): way = [place..<UInt64.max, 0..<start]
    }
    return way.contains(where: isLeft) ? .further : .hit(hit, hasWrapped: !isInside)
  }

  /// Whether a place has not been looked at, and a search that goes on would come to it late.
  private func isInMidst(_ start: UInt64, backwards: Bool) -> Bool {
    if backwards {
      guard let last = left.last, last.upperBound != start else { return false }
      return left.contains { $0.lowerBound < start && start <= $0.upperBound }
    }
    guard let first = left.first, first.lowerBound != start else { return false }
    return left.contains { $0.contains(start) }
  }

  /// The position of the next hit, which may be outside the list, and the place up to which all is known.
  private func position(from origin: Origin, backwards: Bool) -> (next: Int, start: UInt64) {
    switch origin {
    case .current:
      guard let current else { return position(from: .place(0), backwards: backwards) }
      let place = hits[current].place
      return backwards ? (current - 1, place) : (current + 1, place + 1)
    case .place(let place):
      let next = position(from: place)
      return (backwards ? next - 1 : next, place)
    }
  }

  /// The first hit that is not before a place.
  private func position(from place: UInt64) -> Int {
    return hits.partitioningIndex { $0.place < place }
  }
}
