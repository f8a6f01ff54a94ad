import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct XendTests {
  private static let config = "(domain (name 'a (b \\' c') (image (hvm (kernel \")\"))))"

  private func record(length: UInt32, newline: Bool = false) -> [UInt8] {
    Array("LinuxGuestRecord".utf8) + EnvelopeTests.number(length, bigEndian: true) + Array(Self.config.utf8)
      + (newline ? [0x0a] : [])
  }

  @Test(arguments: [false, true]) func goesOnBehindTheConfigWhenItsLengthLies(newline: Bool) throws {
    let right = UInt32(Self.config.utf8.count + (newline ? 1 : 0))
    for length in [0, 1, right - 2, right + 1, right + 40, right.byteSwapped, .max] {
      let read = try IndexedCapture(bytes: record(length: length, newline: newline) + SmallImage.legacy())
      #expect(read.findingKeys == ["xend-config-length@16"], "\(length)")
      #expect(read.index.findings.first?.value == UInt64(length) && read.index.findings.first?.limit == UInt64(right))
      #expect(read.index.takeover == nil && read.index.lastCompleteCheckpoint == 0)
      #expect(read.tree.tilingFaults() == [])
    }
    let sound = try IndexedCapture(bytes: record(length: right, newline: newline) + SmallImage.legacy())
    #expect(sound.findingKeys == [])
  }

  @Test func whatIsNoConfigHasNoEnd() {
    for text in ["", "x", "(a", "(a 'b)", ")", "(a \\)"] {
      #expect(XendRecord.endOfExpression(Array(text.utf8)) == nil)
    }
    #expect(XendRecord.endOfExpression(Array("(a (b))c".utf8)) == 7)
  }

  @Test func aRecordThatIsCutHoldsNoStream() throws {
    let read = try IndexedCapture(bytes: record(length: 4000))
    #expect(read.index.findings.map(\.rule) == [.cutShort])
    #expect(read.index.stream == nil)
  }
}
