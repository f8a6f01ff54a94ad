import Testing

@testable import SaveStream

/// What bytes say of the places where pages begin.
@Suite struct PageSignsTests {
  @Test func pagesOfATableLookAlikeInStepAndOutOfIt() throws {
    // Entries of 16 bytes, of which the last ones are zeros: each begins and ends like a page.
    let entry: [UInt8] = [0x23, 1, 5, 0x67, 9, 9, 0, 1] + [UInt8](repeating: 0, count: 8)
    let table = [UInt8]((0..<6 * 256).flatMap { _ in entry })
    let window = ByteWindow(Capture(bytes: table))
    #expect(try PageSigns(window: window).pagesInStep(from: 0, of: 5) == 0)
    // Text that ends with its page does not.
    let text = [UInt8]((0..<6).flatMap { _ in (0..<4000).map { UInt8($0 % 251) } + [UInt8](repeating: 0, count: 96) })
    let shown = text.indices.map { $0 % pageSize < 4000 ? text[$0] &+ 1 : 0 }
    #expect(try PageSigns(window: ByteWindow(Capture(bytes: shown))).pagesInStep(from: 0, of: 5) == 5)
  }
}
