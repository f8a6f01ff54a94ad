/// A page that is put together from its sends, the latest first: a word that has been set stays as it is.
struct PageAssembly {
  /// 4096 bytes; words that no send has set are zero.
  private(set) var bytes = [UInt8](repeating: 0, count: pageSize)
  /// Words that no send has set yet.
  private(set) var openWords = wordsPerPage

  /// A bit for each open word.
  private var open = InlineArray<16, UInt64>(repeating: .max)

  /// Whether every word has been set.
  var isWhole: Bool { openWords == 0 }

  /// Sets the words that are still open from a whole page.
  mutating func fill(from page: Span<UInt8>) {
    guard page.count == pageSize else { return }
    set(0..<wordsPerPage, from: page, at: 0)
  }

  /// Sets the open words that a delta carries. Returns false, with nothing set, when it does not decode.
  mutating func fill(fromDelta delta: Span<UInt8>) -> Bool {
    guard (try? DeltaDecoder.check(delta)) != nil else { return false }
    var cursor = MarkerCursor(delta)
    while let run = try? cursor.nextRun() {
      set(run.firstWord..<run.firstWord + run.words, from: delta, at: run.position + 1)
    }
    return true
  }

  /// Sets those of some words that are open; `start` is where the first of all has its bytes.
  private mutating func set(_ words: Range<Int>, from source: Span<UInt8>, at start: Int) {
    let shift = start - words.lowerBound * wordSize
    var first = words.lowerBound
    while first < words.upperBound {
      let end = min(words.upperBound, (first | 63) + 1)
      var claimed = claim(first..<end)
      var target = bytes.mutableSpan
      if claimed.nonzeroBitCount == end - first {
        target.copyWords(end - first, from: source, at: first * wordSize + shift, to: first * wordSize)
        claimed = 0
      }
      while claimed != 0 {
        let word = first & ~63 + claimed.trailingZeroBitCount
        target.copyWords(1, from: source, at: word * wordSize + shift, to: word * wordSize)
        claimed &= claimed - 1
      }
      first = end
    }
  }

  /// Closes some words that share the 64 bits of a mask. Returns those of them that were open.
  private mutating func claim(_ words: Range<Int>) -> UInt64 {
    let group = words.lowerBound >> 6
    let mask = (UInt64.max >> UInt64(64 - words.count)) << UInt64(words.lowerBound & 63)
    let claimed = open[group] & mask
    open[group] ^= claimed
    openWords -= claimed.nonzeroBitCount
    return claimed
  }
}
