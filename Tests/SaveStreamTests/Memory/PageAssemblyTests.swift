import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct PageAssemblyTests {
  private let skipToEnd = [UInt8](repeating: 0xff, count: 8)

  @Test(arguments: [
    [], [0x81, 0x00], [0x01, 7, 7, 7, 7], [0x01, 7, 7, 7, 7, 0x02, 1, 2, 3, 4],
    [0x01, 7, 7, 7, 7] + [UInt8](repeating: 0xff, count: 9), [0x80] + [UInt8](repeating: 7, count: 4095),
  ])
  func setsNothingFromADeltaThatDoesNotDecode(_ delta: [UInt8]) {
    var assembly = PageAssembly()
    let isSound = assembly.fill(fromDelta: delta.span)
    #expect(!isSound && assembly.openWords == 1024)
    #expect(assembly.bytes == [UInt8](repeating: 0, count: 4096))
  }

  @Test func keepsTheWordsThatLaterSendsHaveSet() {
    var assembly = PageAssembly()
    let late: [UInt8] = [0x81, 0x01, 1, 1, 1, 1] + skipToEnd + [0x86]
    let early: [UInt8] = [0x03, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2] + skipToEnd + [0x85]
    let whole: [UInt8] = [0x80] + [UInt8](repeating: 3, count: 4096)
    for (delta, open) in [(late, 1023), ([0x00], 1023), (early, 1021), (whole, 0)] as [([UInt8], Int)] {
      let isSound = assembly.fill(fromDelta: delta.span)
      #expect(isSound && assembly.openWords == open)
    }
    let expected: [UInt8] = [2, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2] + [UInt8](repeating: 3, count: 4084)
    #expect(assembly.isWhole && assembly.bytes == expected)
  }
}
