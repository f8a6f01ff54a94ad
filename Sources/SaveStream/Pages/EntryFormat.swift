/// One entry of a PFN array: which page, and what kind of page it is.
package struct PageEntry: Sendable, Equatable {
  /// As the entry states it; of an unmapped page it may be 0 (`EntryFormat.unmappedHasPFN`).
  package var pfn: UInt64
  package var type: PageType

  package init(pfn: UInt64, type: PageType) {
    self.pfn = pfn
    self.type = type
  }
}

/// How the words of a stream's PFN arrays are spelt: the only decoder of them.
///
/// ```
///           typeShift + 3    typeShift                            0
/// word  …  |      page type           |          PFN               |
/// ```
package struct EntryFormat: Sendable, Equatable {
  /// Bytes of a word: 4 or 8.
  package let wordBytes: Int
  package let order: ByteOrder
  /// The lowest bit of the page type.
  package let typeShift: UInt64
  /// The bits of the PFN.
  package let pfnMask: UInt64
  /// A bit for each page type that no receiver of the format knows.
  package let undefinedTypes: UInt16
  /// Whether entries of unmapped pages say which page they stand for.
  package let unmappedHasPFN: Bool
  /// The bits that are zero in what every sender writes.
  package let reservedMask: UInt64

  package init(
    wordBytes: Int, order: ByteOrder = .little, typeShift: UInt64, pfnMask: UInt64, undefinedTypes: UInt16,
    unmappedHasPFN: Bool, reservedMask: UInt64 = 0
  ) {
    self.wordBytes = wordBytes
    self.order = order
    self.typeShift = typeShift
    self.pfnMask = pfnMask
    self.undefinedTypes = undefinedTypes
    self.unmappedHasPFN = unmappedHasPFN
    self.reservedMask = reservedMask
  }

  /// Of a stream that has not been recognised: it has no entries.
  package static let unknown = EntryFormat(
    wordBytes: 8, typeShift: 60, pfnMask: 1 << 52 - 1, undefinedTypes: 0, unmappedHasPFN: true)

  /// Entries of a row of the index at most, and so of a PFN array that is looked at in one piece.
  package static let entriesPerRow = 1024

  /// The entry that a word spells.
  package func entry(_ word: UInt64) -> PageEntry {
    PageEntry(pfn: word & pfnMask, type: PageType(rawValue: UInt8(truncatingIfNeeded: word >> typeShift)))
  }

  /// The word at a place of an array, which must be there.
  @inline(__always)
  package func word(in words: Span<UInt8>, at place: Int) -> UInt64 {
    // As nearly all are spelt.
    if wordBytes == 8, order == .little { return words.littleWord(at: place &* 8) }
    return words.word(at: place * wordBytes, bytes: wordBytes, order)
  }

  /// Calls `body` with the words at places of an array, all of which must be there.
  @inline(__always)
  func forEachWord(in words: Span<UInt8>, _ places: Range<Int>, _ body: (UInt64) -> Void) {
    if wordBytes == 8, order == .little {
      // A loop of its own, as nearly all arrays are of this kind.
      for place in places { body(words.littleWord(at: place &* 8)) }
    } else {
      for place in places { body(word(in: words, at: place)) }
    }
  }

  /// The entry at a place of an array, which must be there.
  package func entry(in words: Span<UInt8>, at place: Int) -> PageEntry { entry(word(in: words, at: place)) }

  /// The entries of an array; bytes that make no whole word are passed over.
  package func entries(_ words: Span<UInt8>) -> [PageEntry] {
    (0..<words.count / wordBytes).map { entry(in: words, at: $0) }
  }

  /// Whether a receiver knows the type.
  package func isDefined(_ type: PageType) -> Bool { undefinedTypes >> UInt16(type.rawValue) & 1 == 0 }

  /// Whether an entry of the type says which page it stands for.
  package func hasPFN(_ type: PageType) -> Bool { type != .unmapped || unmappedHasPFN }
}
