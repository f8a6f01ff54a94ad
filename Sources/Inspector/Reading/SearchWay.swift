/// The way of a search through file offsets or rows: from where it starts to one end, then on from the other.
struct SearchWay {
  private let request: SearchRequest
  /// What is still to be looked at, in this order; none of them empty.
  private var stretches: [(range: Range<UInt64>, isWrapped: Bool)]
  private let all: UInt64
  private var hasWrapped = false

  /// - Parameter count: how many offsets or rows there are.
  init(_ request: SearchRequest, count: UInt64) {
    self.request = request
    let start = min(request.start, count)
    let middle = request.backwards ? min(start, max(count, 1) - 1) + min(count, 1) : start
    let parts = request.backwards ? [0..<middle, middle..<count] : [middle..<count, 0..<middle]
    stretches = [(parts[0], false)] + (request.wraps ? [(parts[1], true)] : [])
    stretches.removeAll { $0.range.isEmpty }
    all = max(stretches.reduce(0) { $0 + ($1.range.upperBound - $1.range.lowerBound) }, 1)
  }

  /// Takes the next `length` offsets or rows off the way; nil at its end.
  mutating func next(_ length: UInt64) -> Range<UInt64>? {
    guard let (range, isWrapped) = stretches.first else { return nil }
    hasWrapped = isWrapped
    let length = min(length, range.upperBound - range.lowerBound)
    let slice: Range<UInt64>
    if request.backwards {
      slice = range.upperBound - length..<range.upperBound
      stretches[0].range = range.lowerBound..<slice.lowerBound
    } else {
      slice = range.lowerBound..<range.lowerBound + length
      stretches[0].range = slice.upperBound..<range.upperBound
    }
    if stretches[0].range.isEmpty { stretches.removeFirst() }
    return slice
  }

  /// How far the search is, after what `next` gave has been looked at.
  func progress(_ match: SearchProgress.Match?) -> SearchProgress {
    let left = stretches.reduce(0) { $0 + ($1.range.upperBound - $1.range.lowerBound) }
    return SearchProgress(
      request: request, part: 1 - Double(left) / Double(all), match: match,
      isFinished: match != nil || stretches.isEmpty, hasWrapped: hasWrapped)
  }
}
