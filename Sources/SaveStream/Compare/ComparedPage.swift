/// A page on both sides of a comparison.
package struct ComparedPage: Sendable {
  package let pfn: UInt64
  /// The 4096 bytes of the first side; nil where there are none.
  package let from: [UInt8]?
  /// The 4096 bytes of the second side; nil where there are none.
  package let to: [UInt8]?

  /// The stretches of the page that differ, in bytes from its start, whole words of four bytes; empty unless both sides
  /// are there.
  package var ranges: [Range<Int>] {
    guard let from, let to else { return [] }
    let words = ChangedWords(to.span, from.span)
    var ranges: [Range<Int>] = []
    var start = words.first(isChanged: true, from: 0)
    while start < wordsPerPage {
      let end = words.first(isChanged: false, from: start)
      ranges.append(start * wordSize..<end * wordSize)
      start = words.first(isChanged: true, from: end)
    }
    return ranges
  }
}
