/// A page that is put together from its sends, the latest first: a word that has been set stays as it is.
struct PageAssembly {
  /// 4096 bytes; words that no send has set are zero.
  private(set) var bytes = [UInt8](repeating: 0, count: pageSize)
  /// Words that no send has set yet.
  private(set) var openWords = wordsPerPage

  private var isSet = [Bool](repeating: false, count: wordsPerPage)

  /// Whether every word has been set.
  var isWhole: Bool { openWords == 0 }

  /// Sets the words that are still open from a whole page.
  mutating func fill(from page: [UInt8]) {
    guard page.count == pageSize, !isWhole else { return }
    if openWords == wordsPerPage {
      bytes = page
    } else {
      for word in 0..<wordsPerPage where !isSet[word] { copy(word, from: page, at: word * wordSize) }
    }
    openWords = 0
  }

  /// Sets the open words that the runs of a delta carry. Returns false, with nothing set, when it does not decode.
  mutating func fill(fromDelta delta: [UInt8]) -> Bool {
    var markers = DeltaMarkers(delta, at: [])
    var list: [DeltaMarker] = []
    while let marker = markers.next() { list.append(marker) }
    guard markers.fault == nil else { return false }
    for marker in list where marker.kind == .run {
      for word in 0..<marker.words where !isSet[marker.firstWord + word] {
        set(marker.firstWord + word, from: delta, at: marker.position + 1 + word * wordSize)
      }
    }
    return true
  }

  private mutating func set(_ word: Int, from source: [UInt8], at start: Int) {
    copy(word, from: source, at: start)
    isSet[word] = true
    openWords -= 1
  }

  private mutating func copy(_ word: Int, from source: [UInt8], at start: Int) {
    for byte in 0..<wordSize { bytes[word * wordSize + byte] = source[start + byte] }
  }
}
