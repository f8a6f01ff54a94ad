import CPrefetch

/// Which of a page's 1024 words differ from those of another page, a bit each.
package struct ChangedWords: Sendable {
  private var bits = InlineArray<16, UInt64>(repeating: 0)

  /// Compares two pages of 4096 bytes.
  package init(_ page: Span<UInt8>, _ base: Span<UInt8>) { self.init(page, base, fetchesNext: false) }

  /// Compares two pages of 4096 bytes, 16 words at a time. `fetchesNext` has the processor fetch what lies behind both
  /// of them meanwhile, for whoever compares that next: pages are mostly in no cache, and waiting for them takes longer
  /// than all that is done with them.
  @inline(__always)
  init(_ page: Span<UInt8>, _ base: Span<UInt8>, fetchesNext: Bool) {
    precondition(page.count == pageSize && base.count == pageSize, "a page has 4096 bytes")
    let new = unsafe page.bytes
    let old = unsafe base.bytes
    // Which vectors differ is found out without a branch: a wrong guess would wait for the bytes that it is about.
    var differing: UInt64 = 0
    for vector in 0..<64 {
      if fetchesNext {
        Self.fetchPage(after: new, at: vector &* 64)
        Self.fetchPage(after: old, at: vector &* 64)
      }
      let difference = Self.words(new, at: vector &* 64) ^ Self.words(old, at: vector &* 64)
      differing |= (Self.isZero(difference) ? 0 : 1) << UInt64(vector)
    }
    let weights = Self.weights
    while differing != 0 {
      let vector = differing.trailingZeroBitCount
      let difference = Self.words(new, at: vector &* 64) ^ Self.words(old, at: vector &* 64)
      bits[vector &>> 2] |= Self.nonzero(difference, weights) << UInt64((vector & 3) &* 16)
      differing &= differing &- 1
    }
  }

  /// Sixteen words of a page; the last vector begins at 4032.
  @inline(__always)
  private static func words(_ page: RawSpan, at offset: Int) -> SIMD16<UInt32> {
    precondition(offset >= 0 && offset <= page.byteCount &- 64)
    return unsafe page.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<UInt32>.self)
  }

  @inline(__always)
  private static func fetchPage(after page: RawSpan, at offset: Int) {
    unsafe page.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe cp_prefetch_page_after(start + offset)
    }
  }

  @inline(__always)
  private static func isZero(_ words: SIMD16<UInt32>) -> Bool {
    let half = words.lowHalf | words.highHalf
    let quarter = half.lowHalf | half.highHalf
    return (quarter.x | quarter.y | quarter.z | quarter.w) == 0
  }

  /// A bit for each word that is not zero.
  @inline(__always)
  private static func nonzero(_ words: SIMD16<UInt32>, _ weights: SIMD16<Int32>) -> UInt64 {
    // All ones where a word is not zero. A comparison would do, but choosing lanes by its mask goes lane by lane.
    let signed = SIMD16<Int32>(truncatingIfNeeded: words)
    let marked = (signed | (0 &- signed)) &>> 31 & weights
    let eight = marked.lowHalf | marked.highHalf
    let four = eight.lowHalf | eight.highHalf
    return UInt64(truncatingIfNeeded: four.x | four.y | four.z | four.w)
  }

  /// A bit for each lane. No literal where it is used: of one that it knows the compiler goes lane by lane, too.
  private static let weights = SIMD16<Int32>(
    1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13,
    1 << 14, 1 << 15)

  /// The first word from `start` on that differs, or that does not; 1024 when there is none.
  @inline(__always)
  package func first(isChanged: Bool, from start: Int) -> Int {
    guard start < wordsPerPage else { return wordsPerPage }
    let flip: UInt64 = isChanged ? 0 : .max
    var group = start &>> 6
    var found = (bits[group] ^ flip) & (UInt64.max << UInt64(start & 63))
    while found == 0 {
      group &+= 1
      if group == 16 { return wordsPerPage }
      found = bits[group] ^ flip
    }
    return group &* 64 &+ found.trailingZeroBitCount
  }

  /// How many words differ.
  package var count: Int {
    var count = 0
    for group in 0..<16 { count += bits[group].nonzeroBitCount }
    return count
  }

  /// Whether a word differs; false for one that is not in the page.
  package subscript(word: Int) -> Bool {
    guard word >= 0, word < wordsPerPage else { return false }
    return bits[word &>> 6] >> UInt64(word & 63) & 1 == 1
  }
}

extension ChangedWords: Equatable {
  package static func == (left: ChangedWords, right: ChangedWords) -> Bool {
    (0..<16).allSatisfy { left.bits[$0] == right.bits[$0] }
  }
}
