import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct MarkerCursorTests {
  /// Skip 2 words, two words, skip the rest: 19 bytes.
  private let delta: [UInt8] =
    [0x82, 0x02, 1, 2, 0, 0, 0x33, 0, 0, 0] + [UInt8](repeating: 0xff, count: 8) + [0x84]
  private let fullPage: [UInt8] = [0x80] + [UInt8](repeating: 0x81, count: 4096)

  /// The markers up to the end or a fault.
  private func walk(_ bytes: [UInt8], at start: Int = 0) -> Walk {
    var cursor = MarkerCursor(bytes.span, at: start)
    var walk = Walk()
    do throws(DeltaFault) {
      while let marker = try cursor.next() { walk.markers.append(marker) }
    } catch {
      walk.fault = error
    }
    walk.length = cursor.length
    walk.isAtEnd = cursor.isAtEnd
    return walk
  }

  /// The runs up to the end or a fault.
  private func walkRuns(_ bytes: [UInt8]) -> Walk {
    var cursor = MarkerCursor(bytes.span)
    var walk = Walk()
    do throws(DeltaFault) {
      while let marker = try cursor.nextRun() { walk.markers.append(marker) }
    } catch {
      walk.fault = error
    }
    walk.length = cursor.length
    walk.isAtEnd = cursor.isAtEnd
    return walk
  }

  private struct Walk: Equatable {
    var markers: [DeltaMarker] = []
    var fault: DeltaFault?
    var length = 0
    var isAtEnd = false
  }

  @Test func givesEachMarkersPlaceAmongTheBytesAndInThePage() {
    let markers = walk(delta).markers
    #expect(markers.count == 11)
    #expect(markers[0] == DeltaMarker(position: 0, firstWord: 0, words: 2, literalWords: 0))
    #expect(markers[1] == DeltaMarker(position: 1, firstWord: 2, words: 2, literalWords: 2))
    #expect(markers[2] == DeltaMarker(position: 10, firstWord: 4, words: 127, literalWords: 0))
    #expect(markers[10] == DeltaMarker(position: 18, firstWord: 1020, words: 4, literalWords: 0))
    #expect(markers.map(\.kind) == [.skip, .run] + [DeltaMarker.Kind](repeating: .skip, count: 9))
    #expect(markers[1].literalLength == 8 && markers[0].literalLength == 0)
  }

  @Test func hasOneMarkerForAnUnchangedAndForAFullPage() {
    let empty = walk([0x00, 0x00])
    #expect(empty.markers == [DeltaMarker(position: 0, firstWord: 0, words: 1024, literalWords: 0)])
    #expect(empty.markers.map(\.kind) == [.empty] && empty.length == 1 && empty.isAtEnd)
    let full = walk(fullPage + [0x00])
    #expect(full.markers == [DeltaMarker(position: 0, firstWord: 0, words: 1024, literalWords: 1024)])
    #expect(full.markers.map(\.kind) == [.full] && full.length == 4097 && full.isAtEnd)
    #expect(full.markers.first?.literalLength == 4096)
  }

  @Test func passesDeltaAfterDelta() {
    let bytes = [0x00] + delta + fullPage + [0x00]
    var lengths: [Int] = []
    var start = 0
    while start < bytes.count {
      let walk = walk(bytes, at: start)
      #expect(walk.isAtEnd && walk.markers.first?.position == start)
      lengths.append(walk.length)
      start += max(1, walk.length)
    }
    #expect(lengths == [1, 19, 4097, 1])
  }

  @Test func stopsAtTheMarkerThatIsCut() {
    // The second marker reaches from byte 1 to byte 10.
    for count in 0..<delta.count {
      let cut = walk(Array(delta.prefix(count)))
      let passed = count < 1 ? 0 : count < 10 ? 1 : count - 8
      #expect(cut.markers == Array(walk(delta).markers.prefix(passed)), "\(count) bytes")
      #expect(cut.fault?.kind == .outOfBytes && !cut.isAtEnd, "\(count) bytes")
      #expect(cut.fault?.marker == UInt64(cut.length), "\(count) bytes")
    }
    for count in 1..<fullPage.count {
      let fault = walk(Array(fullPage.prefix(count))).fault
      #expect(fault == DeltaFault(kind: .outOfBytes, marker: 0, word: 0), "\(count) bytes")
    }
  }

  @Test(
    arguments: [
      ([0x81, 0x00], DeltaFault(kind: .zeroRun, marker: 1, word: 1)),
      ([0x81, 0x80] + [UInt8](repeating: 1, count: 4096), DeltaFault(kind: .zeroRun, marker: 1, word: 1)),
      ([0x81, 0x02, 1, 2, 3, 4], DeltaFault(kind: .outOfBytes, marker: 1, word: 1)),
      ([UInt8](repeating: 0xff, count: 9), DeltaFault(kind: .pastPage, marker: 8, word: 1016)),
      ([UInt8](repeating: 0xff, count: 8) + [0x09], DeltaFault(kind: .pastPage, marker: 8, word: 1016)),
      ([], DeltaFault(kind: .outOfBytes, marker: 0, word: 0)),
    ] as [([UInt8], DeltaFault)])
  func namesTheMarkerAndTheWordOfAFault(bytes: [UInt8], fault: DeltaFault) {
    #expect(walk(bytes).fault == fault)
    #expect(walkRuns(bytes).fault == fault)
    #expect(throws: fault) { try DeltaDecoder.check(bytes.span) }
  }

  @Test func countsAFaultsPlaceFromTheFirstByteGiven() {
    let bytes = delta + [0x81, 0x00]
    #expect(walk(bytes, at: delta.count).fault == DeltaFault(kind: .zeroRun, marker: 20, word: 1))
    #expect(walk(delta, at: delta.count).fault == DeltaFault(kind: .outOfBytes, marker: 19, word: 0))
    #expect(walk(delta, at: 500).fault == DeltaFault(kind: .outOfBytes, marker: 500, word: 0))
  }

  @Test func staysBeforeAFault() throws {
    let bytes: [UInt8] = [0x81, 0x00]
    let fault = DeltaFault(kind: .zeroRun, marker: 1, word: 1)
    var cursor = MarkerCursor(bytes.span)
    let first = try cursor.next()
    #expect(first?.kind == .skip)
    for _ in 0..<2 {
      #expect(throws: fault) { _ = try cursor.next() }
      #expect(throws: fault) { _ = try cursor.nextRun() }
    }
  }

  /// Any bytes at all: as a reader says that knows nothing but the rules of the format.
  @Test func walksAnyBytesByTheRules() {
    var random = SeededRandom(seed: 0xc0de)
    var ends = 0
    for _ in 0..<4000 {
      var bytes = soundDelta(&random)
      // Half of them stay as they are; of the others a marker says something else, and some are cut.
      if random.next() % 2 == 0, let marker = byTheRules(bytes).markers.randomElement(using: &random) {
        let codes = [0x00, 0x80, UInt8(truncatingIfNeeded: random.next()), bytes[marker.position]]
        bytes[marker.position] = codes[Int(random.next() % 4)]
        if random.next() % 3 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
      }
      let expected = byTheRules(bytes)
      let found = walk(bytes)
      let runs = walkRuns(bytes)
      #expect(found == expected, "\(bytes)")
      #expect(runs.markers == expected.markers.filter { $0.literalWords > 0 }, "\(bytes)")
      #expect(runs.fault == expected.fault && runs.length == expected.length, "\(bytes)")
      ends += expected.isAtEnd ? 1 : 0
    }
    #expect(ends > 0 && ends < 4000, "bytes of both kinds")
  }

  /// Runs and skips of any length that come to 1024 words, and some bytes behind them.
  private func soundDelta(_ random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    var left = 1024
    while left > 0 {
      let words = min(left, 1 + Int(random.next() % 127))
      let isRun = random.next() % 2 == 0
      bytes.append(isRun ? UInt8(words) : 0x80 | UInt8(words))
      for _ in 0..<(isRun ? 4 * words : 0) { bytes.append(UInt8(truncatingIfNeeded: random.next())) }
      left -= words
    }
    for _ in 0..<random.next() % 3 { bytes.append(UInt8(truncatingIfNeeded: random.next())) }
    return bytes
  }

  /// Byte by byte, with a branch for all that there is.
  private func byTheRules(_ bytes: [UInt8]) -> Walk {
    var walk = Walk()
    var word = 0
    func fault(_ kind: DeltaFault.Kind) -> Walk {
      walk.fault = DeltaFault(kind: kind, marker: UInt64(walk.length), word: word)
      return walk
    }
    func pass(_ words: Int, literalWords: Int) {
      walk.markers.append(
        DeltaMarker(position: walk.length, firstWord: word, words: words, literalWords: literalWords))
      walk.length += 1 + 4 * literalWords
      word += words
    }
    repeat {
      guard walk.length < bytes.count else { return fault(.outOfBytes) }
      switch (bytes[walk.length], walk.length) {
      case (0x00, 0): pass(1024, literalWords: 0)
      case (0x80, 0):
        guard bytes.count >= 4097 else { return fault(.outOfBytes) }
        pass(1024, literalWords: 1024)
      case (0x00, _), (0x80, _): return fault(.zeroRun)
      case (let code, let position):
        let words = code > 0x80 ? Int(code) - 0x80 : Int(code)
        let literalWords = code > 0x80 ? 0 : words
        if word + words > 1024 { return fault(.pastPage) }
        if position + 1 + 4 * literalWords > bytes.count { return fault(.outOfBytes) }
        pass(words, literalWords: literalWords)
      }
    } while word < 1024
    walk.isAtEnd = true
    return walk
  }

  /// Legal, though no sender writes it: 1024 runs. What stands behind is the next delta's.
  @Test func takesADeltaWithARunForEachWordAndNoMore() {
    let bytes = (0..<1025).flatMap { _ in [1, 2, 3, 4, 5] as [UInt8] }
    let walk = walk(bytes)
    #expect(walk.markers.count == 1024 && walk.length == DeltaShape.maximumLength && walk.isAtEnd)
    #expect(walk.markers.last?.firstWord == 1023)
  }

  @Test func findsTheFileOffsetsOfADeltaThatIsSplitOverChunks() {
    // Cut inside the literal bytes of the run: the markers behind it stand in the second range.
    let ranges: [Range<UInt64>] = [100..<104, 500..<515]
    let offsets = walk(delta).markers.map { ranges.offset(ofByte: $0.position) }
    let expected: [UInt64?] = [100, 101] + (506...514).map { $0 }
    #expect(offsets == expected)
    #expect(ranges.offset(ofByte: 3) == 103 && ranges.offset(ofByte: 4) == 500)
    #expect(ranges.offset(ofByte: 19) == nil && ranges.offset(ofByte: -1) == nil)
  }
}
