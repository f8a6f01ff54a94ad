import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Deltas by hand, applied.
@Suite struct DeltaDecoderTests {
  private let base: [UInt8] = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7) }
  private let skipToEnd = [UInt8](repeating: 0xff, count: 8)

  private func apply(_ delta: [UInt8], at start: Int = 0, to page: [UInt8]) throws -> (page: [UInt8], length: Int) {
    var page = page
    var span = page.mutableSpan
    let length = try DeltaDecoder.apply(delta.span, at: start, to: &span)
    return (page, length)
  }

  private func fault(_ delta: [UInt8]) -> DeltaFault? {
    do throws(DeltaFault) {
      _ = try DeltaDecoder.check(delta.span)
      return nil
    } catch {
      return error
    }
  }

  @Test func overwritesRunsAndKeepsWhatIsSkipped() throws {
    let delta: [UInt8] = [0x01, 0xaa, 0xbb, 0xcc, 0xdd, 0x81, 0x01, 0x11, 0x22, 0x33, 0x44] + skipToEnd + [0x85]
    let result = try apply(delta, to: base)
    #expect(result.length == delta.count)
    var expected = base
    expected.replaceSubrange(0..<4, with: [0xaa, 0xbb, 0xcc, 0xdd])
    expected.replaceSubrange(8..<12, with: [0x11, 0x22, 0x33, 0x44])
    #expect(result.page == expected)
  }

  @Test func leavesAnUnchangedPageAlone() throws {
    let empty = try apply([0x00], to: base)
    #expect(empty.page == base && empty.length == 1)
    let skipped = try apply(skipToEnd + [0x88], to: base)
    #expect(skipped.page == base && skipped.length == 9, "an explicit skip of the whole page is legal")
  }

  @Test func takesAFullPageWhole() throws {
    let page = [UInt8](repeating: 0x5a, count: 4096)
    let result = try apply([0x80] + page, to: base)
    #expect(result.page == page && result.length == 4097)
  }

  @Test func takesTheDeltaAtAPlaceAmongOthers() throws {
    let last = skipToEnd + [0x87, 0x01, 7, 0, 0, 0]
    let result = try apply([0x00] + last + [0x00], at: 1, to: base)
    var expected = base
    expected.replaceSubrange(4092..<4096, with: [7, 0, 0, 0])
    #expect(result.page == expected && result.length == 14)
  }

  @Test func namesTheMarkerAndTheWordOfAFault() {
    typealias Fault = DeltaFault
    let overlong = skipToEnd + [0x89]
    #expect(fault([0x81, 0x00]) == Fault(kind: .zeroRun, marker: 1, word: 1))
    #expect(fault([0x81, 0x80]) == Fault(kind: .zeroRun, marker: 1, word: 1))
    #expect(fault(overlong) == Fault(kind: .pastPage, marker: 8, word: 1016))
    #expect(fault([0x01, 1, 2, 3, 4]) == Fault(kind: .outOfBytes, marker: 5, word: 1))
    #expect(fault([0x02, 1, 2, 3, 4]) == Fault(kind: .outOfBytes, marker: 0, word: 0))
    #expect(fault([0x80, 1]) == Fault(kind: .outOfBytes, marker: 0, word: 0))
    #expect(fault([]) == Fault(kind: .outOfBytes, marker: 0, word: 0))
  }

  @Test func keepsTheRunsBeforeAFaultAsAReceiverDoes() {
    let run: [UInt8] = [0x01, 1, 1, 1, 1]
    for delta in [run + [0x00], run, run + skipToEnd + [0x88]] {
      var page = base
      var span = page.mutableSpan
      #expect(throws: DeltaFault.self) { _ = try DeltaDecoder.apply(delta.span, to: &span) }
      #expect(page == [1, 1, 1, 1] + base[4...])
    }
  }

  @Test func touchesOnlyThePageItIsToldOf() throws {
    var pages = base + base + base
    let delta: [UInt8] =
      [0x7f] + [UInt8](repeating: 0xee, count: 508) + [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x88]
    var span = pages.mutableSpan
    _ = try DeltaDecoder.apply(delta.span, to: &span, place: 4096)
    #expect(pages == base + [UInt8](repeating: 0xee, count: 508) + base[508...] + base)
  }

  /// Legal, though no sender writes it: 5120 bytes.
  @Test func takesADeltaWithARunForEachWord() throws {
    let words = (0..<1024).map { word in (0..<4).map { UInt8(truncatingIfNeeded: word &* 31 &+ $0) } }
    let result = try apply(words.flatMap { [1] + $0 }, to: base)
    #expect(result.length == 5120)
    #expect(result.page == words.flatMap { $0 })
  }

  /// Runs of every length, at every place within a vector of 16 bytes.
  @Test func copiesRunsOfEveryLength() throws {
    for words in 1...127 {
      for first in 0..<4 {
        let new = (0..<4 * words).map { UInt8(truncatingIfNeeded: 0x80 &+ $0) }
        let rest = 1024 - first - words
        let skips = [UInt8](repeating: 0xff, count: rest / 127) + (rest % 127 == 0 ? [] : [0x80 | UInt8(rest % 127)])
        let delta = (first == 0 ? [] : [0x80 | UInt8(first)]) + [UInt8(words)] + new + skips
        var expected = base
        expected.replaceSubrange(4 * first..<4 * (first + words), with: new)
        let isRight = try apply(delta, to: base).page == expected
        #expect(isRight, "\(words) words from word \(first)")
      }
    }
  }

  @Test func agreesWithTheScannerOnAnyBytes() {
    var bytes = SeededRandom(seed: 0xde17a)
    for _ in 0..<3000 {
      let length = Int(bytes.next() % 64)
      // Markers of many words, so that some of the deltas come to an end.
      let delta = (0..<length).map { _ in
        bytes.next() % 3 == 0 ? UInt8(bytes.next() % 4) : 0xf0 | UInt8(bytes.next() % 16)
      }
      let shape = DeltaShape(delta.span, at: 0)
      switch (shape, fault(delta)) {
      case (.whole, nil): break
      case (.short, let fault?): #expect(fault.kind == .outOfBytes)
      case (.faulty, let fault?): #expect(fault.kind != .outOfBytes)
      default: Issue.record("\(delta): \(shape)")
      }
    }
  }
}
