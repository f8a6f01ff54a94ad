import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Searching the bytes of a capture, and the matcher that all searches share.
@Suite struct CaptureSearchTests {
  private func places(_ pattern: SearchPattern, _ bytes: [UInt8], most: Int = .max) throws -> [UInt64] {
    var search = CaptureSearch(pattern, in: Capture(bytes: bytes))
    var places: [UInt64] = []
    while let found = try search.step(most: most) { places += found.map(\.place) }
    return places
  }

  @Test func matchesOverTheEndOfASliceAreFoundOnce() throws {
    var bytes = [UInt8](repeating: 0x2e, count: 3 << 20)
    let wanted = [0, 100, (1 << 20) - 3, (1 << 20) + 3, (2 << 20) - 6, (2 << 20) - 1, (3 << 20) - 6]
    for place in wanted where place + 6 <= bytes.count {
      bytes.replaceSubrange(place..<place + 6, with: Array("needle".utf8))
    }
    let text = SearchPattern.text(Array("needle".utf8))
    // The one at 2^20 - 3 was written over by the next but one's start; only whole ones count.
    let whole = wanted.filter { Array(bytes[$0..<$0 + 6]) == Array("needle".utf8) }.map { UInt64($0) }
    #expect(try places(text, bytes) == whole)
    #expect(try places(text, bytes, most: 1) == whole)
    #expect(try places(try SearchPattern(typed: "re:ne+dle"), bytes) == whole)
  }

  @Test func whatOverlapsTheMatchBeforeIsLeftOutOverSlicesToo() throws {
    let zeros = [UInt8](repeating: 0, count: (1 << 20) + 10)
    let found = try places(.bytes([0, 0, 0]), zeros)
    #expect(found.count == zeros.count / 3)
    #expect(zip(found, found.dropFirst()).allSatisfy { $1 - $0 == 3 })
  }

  /// The matcher against a search that tries every place.
  @Test func theMatcherFindsWhatIsThere() throws {
    var random = SeededRandom(seed: 1)
    for _ in 0..<200 {
      let bytes = (0..<300).map { _ in [0, 0x20, 0x41, 0x61, 0xff][Int(random.next() % 5)] as UInt8 }
      let wanted = Array(bytes[50..<50 + 1 + Int(random.next() % 4)])
      for pattern in [SearchPattern.bytes(wanted), .text(wanted)] {
        let isFolded = pattern == .text(wanted)
        let fold = { (byte: UInt8) in isFolded && byte == 0x41 ? 0x61 : byte }
        var naive: [Int] = []
        for place in 0...(bytes.count - wanted.count)
        where place >= (naive.last ?? -9) + (naive.isEmpty ? 0 : wanted.count) {
          if zip(bytes[place...], wanted).allSatisfy({ fold($0) == fold($1) }) { naive.append(place) }
        }
        let found = PatternMatcher(pattern).places(in: bytes.span, startingIn: 0..<bytes.count, most: .max)
        #expect(found == naive)
      }
    }
  }
}
