import Testing

@testable import savescope

@Suite struct ClipboardSequenceTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func encodesAsRFC4648Does(text: String, encoded: String) {
    #expect(ClipboardSequence.base64(Array(text.utf8)) == encoded)
  }

  @Test func carriesNoControlCharacterOfTheText() throws {
    let sequence = try #require(ClipboardSequence(Array("a\u{7}b\u{1b}c".utf8)))
    #expect(sequence.bytes.filter { $0 < 0x20 } == [0x1b, 0x07])
  }

  @Test func refusesWhatTerminalsWouldCut() {
    #expect(ClipboardSequence([UInt8](repeating: 0x78, count: ClipboardSequence.maximumLength + 1)) == nil)
  }
}
