import Testing

@testable import SaveStream

/// What bytes say of the places where pages begin.
@Suite struct PageSignsTests {
  @Test func pagesOfATableLookAlikeInStepAndOutOfIt() throws {
    // Entries of 16 bytes, of which the last ones are zeros: each begins and ends like a page.
    let entry: [UInt8] = [0x23, 1, 5, 0x67, 9, 9, 0, 1] + [UInt8](repeating: 0, count: 8)
    let table = [[UInt8]](repeating: entry, count: 6 * 256).flatMap(\.self)
    let window = ByteWindow(Capture(bytes: table))
    #expect(try PageSigns(window: window).pagesInStep(from: 0, of: 5) == 0)
    // Text that ends with its page, wherever that is, does not.
    var text: [UInt8] = []
    for page in 0..<6 {
      let length = 3000 + page * 100
      text += (0..<length).map { UInt8($0 % 251 + 1) } + [UInt8](repeating: 0, count: pageSize - length)
    }
    #expect(try PageSigns(window: ByteWindow(Capture(bytes: text))).pagesInStep(from: 0, of: 5) == 5)
  }
}
