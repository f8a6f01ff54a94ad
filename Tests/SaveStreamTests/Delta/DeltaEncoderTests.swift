import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct DeltaEncoderTests {
  private let zero = [UInt8](repeating: 0, count: 4096)
  private let skipToEnd = [UInt8](repeating: 0xff, count: 8)

  /// A page that differs from `base` in the words given.
  private func page(_ base: [UInt8], changed words: some Sequence<Int>) -> [UInt8] {
    var page = base
    for word in words { page[word * 4 + word % 4] ^= UInt8(truncatingIfNeeded: word &* 7) | 1 }
    return page
  }

  private func encode(_ page: [UInt8], from base: [UInt8]) -> [UInt8] {
    DeltaEncoder.encode(page.span, from: base.span)
  }

  /// Whether the delta is the one that the rules give, and leads back to the page.
  private func isRight(_ page: [UInt8], from base: [UInt8]) throws -> Bool {
    let delta = encode(page, from: base)
    var result = base
    var span = result.mutableSpan
    let length = try DeltaDecoder.apply(delta.span, to: &span)
    return delta == naiveDelta(page, from: base) && length == delta.count && result == page
  }

  @Test func writesTheExamplesOfTheFormat() {
    var page = zero
    page.replaceSubrange(8..<16, with: [1, 2, 0, 0, 0x33, 0, 0, 0])
    var expected: [UInt8] = [0x82, 0x02, 1, 2, 0, 0, 0x33, 0, 0, 0] + skipToEnd
    expected.append(0x84)
    #expect(encode(page, from: zero) == expected)

    var second = page
    second[4092] = 7
    expected = skipToEnd
    expected += [0x87, 0x01, 7, 0, 0, 0]
    #expect(encode(second, from: page) == expected)

    #expect(encode(page, from: page) == [0x00])
  }

  @Test func sendsAPageThatChangedAllOverAsNineRuns() throws {
    let page = [UInt8](repeating: 0xaa, count: 4096)
    let delta = encode(page, from: zero)
    #expect(delta.count == 4105 && delta.count == DeltaEncoder.maximumLength)
    var cursor = MarkerCursor(delta.span)
    var markers: [DeltaMarker] = []
    while let marker = try cursor.next() { markers.append(marker) }
    #expect(markers.map(\.words) == [Int](repeating: 127, count: 8) + [8])
    #expect(markers.allSatisfy { $0.kind == .run })
  }

  @Test(arguments: [0, 123, 250, 504, 1016])
  func splitsRunsAndSkipsAsTheRulesSay(firstWord: Int) throws {
    // Every pattern of eight words, at the start of the page, around the 127-word cap, across two words of the mask and
    // at the page's end; what stands before them is unchanged and, the second time, changed.
    for pattern in 0..<256 {
      let words = (0..<8).filter { pattern >> $0 & 1 == 1 }.map { firstWord + $0 }
      let plain = page(zero, changed: words)
      let afterChanges = page(plain, changed: 0..<firstWord)
      #expect(try isRight(plain, from: zero), "pattern \(pattern)")
      if pattern % 8 == 3 || firstWord > 0, pattern % 4 == 1 {
        #expect(try isRight(afterChanges, from: zero), "pattern \(pattern) after changes")
      }
    }
  }

  @Test func leadsBackToPagesOfEveryShape() throws {
    var random = SeededRandom(seed: 0x5eed)
    for round in 0..<300 {
      let base: [UInt8] = (0..<4096).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      // From one changed word to all, scattered and in stretches.
      let stretch = Int(random.next() % 200) + 1
      let gap = Int(random.next() % 400)
      let words = stride(from: Int(random.next() % 130), to: 1024, by: stretch + gap).flatMap {
        $0..<min(1024, $0 + stretch)
      }
      #expect(
        try isRight(
          page(base, changed: round % 3 == 0 ? Array(words.shuffled(using: &random).prefix(40)) : words), from: base))
    }
  }

  @Test func seesAChangeOfAnySingleByte() throws {
    for byte in stride(from: 0, to: 4096, by: 5) {
      var page = zero
      page[byte] = 0x80
      let delta = encode(page, from: zero)
      #expect(delta == naiveDelta(page, from: zero), "byte \(byte)")
    }
  }
}
