@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct DifferingTextTests {
  private func texts(_ from: FieldValue?, _ to: FieldValue?, _ width: Int) -> [String] {
    let texts = DifferingText(from, to, width: width, .unicode)
    return [texts.from, texts.to]
  }

  @Test func whatFitsStaysAsItIs() {
    #expect(texts(.address(0x40, bytes: 4), .address(0x80, bytes: 4), 14) == ["0x00000040", "0x00000080"])
    #expect(texts(nil, .number(3), 14) == ["none", "3"])
  }

  @Test func anAddressLosesItsZerosFirst() {
    #expect(texts(.address(0x402140, bytes: 8), .address(0x402180, bytes: 8), 14) == ["0x402140", "0x402180"])
  }

  @Test func theDigitsThatDifferAreShown() {
    let pairs: [(UInt64, UInt64)] = [
      (0xffff_ffff_8100_0000, 0xffff_ffff_8100_0100), (0xffff_ffff_8100_0000, 0xffff_ffff_8100_0001),
      (0x1234_5678_9abc_def0, 0x1234_5678_9abd_def0), (0x1234_5678_9abc_def0, 0x2234_5678_9abc_def0),
    ]
    for width in 6...17 {
      for (from, to) in pairs {
        let texts = texts(.address(from, bytes: 8), .address(to, bytes: 8), width)
        #expect(texts[0] != texts[1], "\(texts) in \(width)")
        #expect(texts.allSatisfy { TextWidth.of($0) <= width })
      }
    }
    #expect(
      texts(.address(0xffff_ffff_8100_0000, bytes: 8), .address(0xffff_ffff_8100_0100, bytes: 8), 14)
        == ["…fffff81000000", "…fffff81000100"])
  }

  @Test func longTextsAreShownFromALittleBeforeTheDifference() {
    let same = [UInt8]("a long line that is the same on both sides, ".utf8)
    let texts = texts(
      .text(CaptureText(same + "then one and more".utf8)), .text(CaptureText(same + "then two and more".utf8)), 20)
    #expect(texts[0].contains("one") && texts[1].contains("two"), "\(texts)")
  }
}
