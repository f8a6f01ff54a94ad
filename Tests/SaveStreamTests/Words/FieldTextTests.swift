@_spi(Measuring) import SaveStream
import Testing

@Suite struct FieldTextTests {
  @Test(arguments: [
    (FieldValue.number(7), "7", "7", "7"), (.number(31), "31 (0x1f)", "31", "31"), (.signed(-5), "-5", "-5", "-5"),
    (.pfn(0x1a2b), "0x1a2b", "6699", "0x1a2b"), (.address(0x1000, bytes: 4), "0x00001000", "0x1000", "0x00001000"),
    (.named(0x1f, "five bits"), "five bits (0x1f)", "five bits", "0x1f"),
    (.text(CaptureText("a\u{1b}b".utf8)), "\"a\\x1bb\"", "a\\x1bb", "a\\x1bb"),
    (.bytes([0, 0xff]), "00 ff", "00ff", "00 ff"),
  ])
  func aValueHasAFormForALineForATableAndForAClipboard(
    _ value: FieldValue, _ line: String, _ cell: String, _ copied: String
  ) {
    #expect(FieldText.short(value) == line)
    #expect(FieldText.plain(value) == cell)
    #expect(FieldText.copied(value) == copied)
  }

  @Test func aLineShowsTheBeginningOfWhatIsLong() {
    let text = FieldValue.text(CaptureText([UInt8](repeating: UInt8(ascii: "x"), count: 100)))
    #expect(FieldText.short(text) == "\"" + String(repeating: "x", count: 60) + "...\"")
    #expect(FieldText.short(text, text: 100) == "\"" + String(repeating: "x", count: 100) + "\"")
    let bytes = FieldValue.bytes([UInt8](repeating: 0, count: 17))
    #expect(FieldText.short(bytes).hasSuffix("00 ..."))
  }
}
