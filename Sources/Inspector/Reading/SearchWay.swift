/// The way of a search: what is still to be looked at, and from which end.
struct SearchWay {
  private let request: SearchRequest
  /// In the order in which a search forwards goes through them; none of them empty.
  private(set) var left: [Range<UInt64>]
  private let all: UInt64
  private var hitCount = 0
  /// What was taken since the last progress.
  private var taken: Range<UInt64>?

  /// - Parameter count: how many offsets, addresses or rows there are.
  init(_ request: SearchRequest, count: UInt64) {
    self.request = request
    left = request.stretches.map { $0.clamped(to: 0..<count) }.filter { !$0.isEmpty }
    all = max(count, 1)
  }

  /// The stretch that the search is in; nil at the end of its way.
  var stretch: Range<UInt64>? { isAtEnd ? nil : request.backwards ? left.last : left.first }

  private var isAtEnd: Bool { left.isEmpty || hitCount >= request.mostHits }

  /// Takes the next `length` offsets or rows off the way; nil at its end.
  mutating func next(_ length: UInt64) -> Range<UInt64>? {
    guard let stretch else { return nil }
    let length = min(length, stretch.upperBound - stretch.lowerBound)
    return request.backwards
      ? take(to: stretch.upperBound - length) : take(to: stretch.lowerBound + length)
  }

  /// Takes what lies before a place off the stretch that the search is in; backwards, what lies from there on.
  @discardableResult
  mutating func take(to place: UInt64) -> Range<UInt64> {
    guard let stretch else { return place..<place }
    let place = max(stretch.lowerBound, min(place, stretch.upperBound))
    let slice = request.backwards ? place..<stretch.upperBound : stretch.lowerBound..<place
    let rest = request.backwards ? stretch.lowerBound..<place : place..<stretch.upperBound
    let position = request.backwards ? left.count - 1 : 0
    left[position] = rest
    if rest.isEmpty { left.remove(at: position) }
    if let before = taken {
      taken = min(before.lowerBound, slice.lowerBound)..<max(before.upperBound, slice.upperBound)
    } else {
      taken = slice
    }
    return slice
  }

  /// How far the search is when these hits, in ascending order, were all there is in what was taken, from one stretch,
  /// since the last time. Of too many hits the last ones on the way are dropped, and what lies behind the others is
  /// given back.
  /// - Parameter part: the part of everything that is left; nil to tell it by its length.
  mutating func progress(_ hits: [SearchHit], left part: Double? = nil) -> SearchProgress {
    let room = request.mostHits - hitCount
    let kept = hits.count <= room ? hits : Array(request.backwards ? hits.suffix(room) : hits.prefix(room))
    if kept.count < hits.count, let taken {
      if request.backwards, let first = kept.first {
        left.append(taken.lowerBound..<first.place)
      } else if let last = kept.last {
        left.insert(last.place + 1..<max(last.place + 1, taken.upperBound), at: 0)
      }
      left.removeAll(where: \.isEmpty)
    }
    taken = nil
    hitCount += kept.count
    let length = left.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
    return SearchProgress(
      request: request, hits: kept, left: left, part: 1 - (part ?? Double(length) / Double(all)), isFinished: isAtEnd)
  }
}
