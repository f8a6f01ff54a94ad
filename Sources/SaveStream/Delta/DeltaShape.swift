/// The extent of the page delta at the front of some bytes.
enum DeltaShape: Equatable {
  /// It takes `length` bytes.
  case whole(length: Int, encoding: PageEncoding, counts: DeltaCounts)
  /// The bytes end before it does.
  case short
  /// It breaks the format's rules.
  case faulty

  /// Bytes that no delta exceeds: every word in a run of its own. No sender writes such a delta; a receiver takes it.
  static let maximumLength = wordsPerPage * (1 + wordSize)

  /// Reads the delta that begins at `start`.
  init(_ bytes: Span<UInt8>, at start: Int) {
    guard start < bytes.count else {
      self = .short
      return
    }
    switch bytes[start] {
    case DeltaDecoder.emptyPage: self = .whole(length: 1, encoding: .empty, counts: DeltaCounts())
    case DeltaDecoder.fullPage:
      let isThere = start + 1 + pageSize <= bytes.count
      self = isThere ? .whole(length: 1 + pageSize, encoding: .full, counts: DeltaCounts()) : .short
    default: self = Self.markers(bytes, at: start)
    }
  }

  private static func markers(_ bytes: Span<UInt8>, at start: Int) -> DeltaShape {
    var cursor = MarkerCursor(at: start)
    var markers = 0
    var runs = 0
    var literalWords = 0
    do throws(DeltaDecoder.Fault) {
      while !cursor.isAtEnd {
        let marker = try cursor.next(bytes)
        markers &+= 1
        runs &+= marker.runs
        literalWords &+= marker.words &* marker.runs
      }
    } catch {
      return error.kind == .outOfBytes ? .short : .faulty
    }
    // 1024 of each at most, as no marker stands for less than a word.
    let counts = DeltaCounts(
      runs: UInt16(truncatingIfNeeded: runs), skips: UInt16(truncatingIfNeeded: markers - runs),
      literalWords: UInt16(truncatingIfNeeded: literalWords))
    return .whole(length: cursor.position - start, encoding: .delta, counts: counts)
  }
}
