import Testing

@_spi(Measuring) @testable import SaveStream

/// Numbers and zeros among bytes, by ways that are quick and by one that is plain.
@Suite struct ByteNumberTests {
  private static let bytes: [UInt8] = [0x10, 0x21, 0x32, 0x43, 0x54, 0x65, 0x76, 0x87, 0x98, 0xa9, 0xba]

  @Test(arguments: 0...11) func aSliceHoldsTheNumberOfItsFirstEightBytes(_ count: Int) {
    for start in 0...Self.bytes.count - count {
      let slice = Self.bytes[start..<start + count]
      #expect(slice.number(.little) == slice.lazy.map { $0 }.number(.little))
      #expect(slice.number(.big) == slice.lazy.map { $0 }.number(.big))
    }
    #expect(Self.bytes[1...].prefix(3).number(.big) == 0x213243)
  }

  @Test(arguments: 0...25) func zerosAreCountedUpToTheFirstByteThatIsNone(_ zeros: Int) {
    let all = [UInt8](repeating: 0, count: zeros)
    #expect(all.span.leadingZeros == zeros)
    #expect((all + [0x80]).span.leadingZeros == zeros)
    #expect((all + [1, 0, 0, 0, 0, 0, 0, 0, 0]).span.leadingZeros == zeros)
  }
}
