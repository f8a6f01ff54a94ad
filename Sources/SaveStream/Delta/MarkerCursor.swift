/// Follows the markers of one page delta and checks each of them.
///
/// Which kind of marker comes next is anyone's guess, so that no branch depends on it. A delta that stands for the whole
/// page (EMPTY_PAGE, FULL_PAGE) has no such markers.
struct MarkerCursor {
  /// Where the next marker stands.
  private(set) var position: Int
  /// The word of the page that it begins with; 1024 at the end.
  private(set) var word = 0

  /// - Parameter position: of the first marker.
  init(at position: Int) { self.position = position }

  /// Whether all words have been passed.
  var isAtEnd: Bool { word >= wordsPerPage }

  /// A marker that has been passed.
  struct Marker {
    let position: Int
    let firstWord: Int
    let words: Int
    /// 1 for a run, 0 for a skip.
    let runs: Int
  }

  /// Passes a marker and the words behind it, which `bytes` must hold.
  @inline(__always)
  mutating func next(_ bytes: Span<UInt8>) throws(DeltaDecoder.Fault) -> Marker {
    guard position < bytes.count else {
      throw DeltaDecoder.Fault(kind: .outOfBytes, marker: position, word: word)
    }
    let byte = bytes[position]
    let marker = Marker(position: position, firstWord: word, words: Int(byte & 0x7f), runs: Int(byte >> 7 ^ 1))
    let after = position &+ 1 &+ marker.words &* wordSize &* marker.runs
    guard marker.words > 0, word &+ marker.words <= wordsPerPage, after <= bytes.count else {
      throw Self.fault(marker)
    }
    position = after
    word &+= marker.words
    return marker
  }

  private static func fault(_ marker: Marker) -> DeltaDecoder.Fault {
    let isPastPage = marker.firstWord + marker.words > wordsPerPage
    return DeltaDecoder.Fault(
      kind: marker.words == 0 ? .zeroRun : isPastPage ? .pastPage : .outOfBytes, marker: marker.position,
      word: marker.firstWord)
  }
}
