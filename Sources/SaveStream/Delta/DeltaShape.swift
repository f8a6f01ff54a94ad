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
    var cursor = MarkerCursor(bytes, at: start)
    var markers = 0
    var runs = 0
    var literalWords = 0
    do throws(DeltaFault) {
      while let marker = try cursor.next() {
        if marker.isWholePage {
          let encoding = marker.literalWords > 0 ? PageEncoding.full : .empty
          self = .whole(length: cursor.length, encoding: encoding, counts: DeltaCounts())
          return
        }
        markers &+= 1
        runs &+= marker.literalWords > 0 ? 1 : 0
        literalWords &+= marker.literalWords
      }
    } catch {
      self = error.kind == .outOfBytes ? .short : .faulty
      return
    }
    // 1024 of each at most, as no marker stands for less than a word.
    let counts = DeltaCounts(
      runs: UInt16(truncatingIfNeeded: runs), skips: UInt16(truncatingIfNeeded: markers - runs),
      literalWords: UInt16(truncatingIfNeeded: literalWords))
    self = .whole(length: cursor.length, encoding: .delta, counts: counts)
  }
}
