import Testing

@_spi(Measuring) @testable import SaveStream

/// Page deltas by hand, most from the format's own description.
@Suite struct DeltaScannerTests {
  /// Skip 2 words, two words, skip the rest: 19 bytes.
  private let twoWords: [UInt8] = [0x82, 0x02, 1, 2, 0, 0, 0x33, 0, 0, 0] + [UInt8](repeating: 0xff, count: 8) + [0x84]
  /// Only the last word: 14 bytes.
  private let lastWord: [UInt8] = [UInt8](repeating: 0xff, count: 8) + [0x87, 0x01, 7, 0, 0, 0]
  /// Every word: 4105 bytes.
  private let everyWord: [UInt8] = {
    let run: [UInt8] = [0x7f] + [UInt8](repeating: 0xaa, count: 508)
    let last: [UInt8] = [0x08] + [UInt8](repeating: 0xbb, count: 32)
    return [[UInt8]](repeating: run, count: 8).flatMap(\.self) + last
  }()
  private let fullPage: [UInt8] = [0x80] + [UInt8](repeating: 0x80, count: 4096)

  private func scan(_ bytes: [UInt8]) -> DeltaScanner {
    var scanner = DeltaScanner()
    scanner.scan(bytes.span)
    return scanner
  }

  @Test func countsRunsSkipsAndWords() {
    let scanner = scan(twoWords + lastWord + everyWord + [0x00] + fullPage)
    #expect(scanner.fault == nil && !scanner.isInsidePage)
    #expect(scanner.pagesBegun == 5)
    #expect(scanner.totals.delta == 3 && scanner.totals.empty == 1 && scanner.totals.full == 1)
    #expect(scanner.totals.runs == 1 + 1 + 9)
    #expect(scanner.totals.skips == 10 + 9)
    #expect(scanner.totals.literalBytes == 8 + 4 + 4096 + 4096)
    #expect(scanner.totals.encodedBytes == 19 + 14 + 4105 + 1 + 4097)
  }

  @Test func givesTheSameWhereverTheBytesAreCut() {
    let bytes = twoWords + [0x00] + everyWord + fullPage + lastWord
    let whole = scan(bytes)
    for cut in 0...bytes.count {
      var scanner = DeltaScanner()
      scanner.scan(Array(bytes[..<cut]).span)
      scanner.scan(Array(bytes[cut...]).span)
      #expect(scanner.totals == whole.totals && scanner.pagesBegun == whole.pagesBegun, "cut at \(cut)")
      #expect(scanner.fault == nil && !scanner.isInsidePage, "cut at \(cut)")
    }
  }

  @Test func carriesAPageOverIntoTheNextChunk() {
    let bytes = twoWords + everyWord + lastWord
    for cut in 1..<bytes.count {
      var scanner = DeltaScanner()
      scanner.scan(Array(bytes[..<cut]).span)
      let begun = scanner.pagesBegun
      let wasInside = scanner.isInsidePage
      scanner.beginNextChunk()
      scanner.scan(Array(bytes[cut...]).span)
      #expect(begun + scanner.pagesBegun == 3, "cut at \(cut)")
      let carried = scanner.carriedBytes ?? 0
      #expect((carried > 0) == wasInside, "cut at \(cut)")
    }
  }

  @Test func acceptsAPageThatSkipsEveryWord() {
    let scanner = scan([UInt8](repeating: 0xff, count: 8) + [0x88])
    #expect(scanner.fault == nil && scanner.totals.delta == 1 && scanner.totals.skips == 9)
  }

  @Test func refusesARunOfNoWordsInsideAPage() {
    let scanner = scan([0x00, 0x81, 0x00, 0x00])
    #expect(scanner.fault == DeltaFault(kind: .zeroRun, marker: 2, word: 1))
    #expect(scanner.totals.empty == 1)
  }

  @Test func refusesAMarkerPastTheEndOfThePage() {
    let scanner = scan([UInt8](repeating: 0xff, count: 8) + [0x89])
    #expect(scanner.fault == DeltaFault(kind: .pastPage, marker: 8, word: 1016))
  }

  @Test func saysThatAPageIsNotThereInWhole() {
    #expect(scan([0x01, 0xaa, 0xbb, 0xcc, 0xdd]).isInsidePage)
    #expect(scan(Array(fullPage.dropLast())).isInsidePage)
  }

  @Test func keepsARestartForEverySixtyFourPagesThatAreNotTiny() {
    let scanner = scan([[UInt8]](repeating: fullPage, count: 130).flatMap { $0 })
    #expect(scanner.restarts == [0, 64, 128].map { RestartPoint(page: $0, offset: $0 * 4097) })
  }

  @Test(arguments: [1, 7, 100, 10_000]) func emptyPagesHaveARestartForEvery4KiB(piece: Int) {
    let bytes = [UInt8](repeating: 0, count: 5000)
    var scanner = DeltaScanner()
    for start in stride(from: 0, to: bytes.count, by: piece) {
      scanner.scan(bytes.span.extracting(start..<min(start + piece, bytes.count)))
    }
    #expect(scanner.restarts == [0, 4096].map { RestartPoint(page: $0, offset: $0) })
    #expect(scanner.totals.empty == 5000 && scanner.pagesBegun == 5000)
  }

  @Test func shapesOfSingleDeltasAgree() {
    for (bytes, encoding) in [
      (twoWords, PageEncoding.delta), (lastWord, .delta), (everyWord, .delta), ([0x00], .empty), (fullPage, .full),
    ] {
      guard case .whole(let length, let found, _) = DeltaShape(bytes.span, at: 0) else {
        Issue.record("no whole delta of \(bytes.count) bytes")
        continue
      }
      #expect(length == bytes.count && found == encoding)
      #expect(DeltaShape(Array(bytes.dropLast()).span, at: 0) == .short)
    }
    #expect(DeltaShape([0x81, 0x00].span, at: 0) == .faulty)
  }
}
