@_spi(Measuring) import SaveStream
import Testing

@Suite struct EscapedTextTests {
  @Test func leavesOrdinaryTextAlone() {
    #expect(EscapedText.of("name = \"vm-1\" ü 日本 😀") == "name = \"vm-1\" ü 日本 😀")
  }

  @Test(arguments: [
    ("\u{1b}[31mred", "\\x1b[31mred"), ("a\nb\tc\rd", "a\\x0ab\\x09c\\x0dd"), ("\u{0}", "\\x00"),
    ("\u{7f}", "\\x7f"), ("\u{9b}31m", "\\xc2\\x9b31m"), ("\u{202e}gnp", "\\xe2\\x80\\xaegnp"),
    ("a\u{200b}b", "a\\xe2\\x80\\x8bb"), ("\u{2028}", "\\xe2\\x80\\xa8"), ("\u{feff}", "\\xef\\xbb\\xbf"),
    ("e\u{301}", "e\\xcc\\x81"), ("\u{e000}", "\\xee\\x80\\x80"), ("c:\\dir", "c:\\\\dir"),
  ])
  func escapesWhatDrawsNothingInAPlaceOfItsOwn(_ text: String, _ expected: String) {
    #expect(EscapedText.of(text) == expected)
    #expect(EscapedText.of(Array(text.utf8)) == expected)
    #expect(CaptureText(text.utf8).escaped() == expected)
  }

  @Test func showsBytesThatAreNoText() {
    #expect(EscapedText.of([0x61, 0xff, 0x62, 0xc3]) == "a\\xffb\\xc3")
    #expect(EscapedText.of([0xed, 0xa0, 0x80]) == "\\xed\\xa0\\x80")
  }

  @Test func escapesAllThatIsNoASCIIWhereNothingElseCanBeShown() {
    #expect(EscapedText.of("ü a", unicode: false) == "\\xc3\\xbc a")
  }

  @Test func takesTimeInProportionToTheBytes() {
    let bytes = [UInt8](repeating: 0x9b, count: 1 << 16)
    #expect(EscapedText.of(bytes).utf8.count == 4 << 16)
  }

  @Test func theBeginningOfATextEndsBehindAWholeCharacter() {
    let text = CaptureText("aé日😀b".utf8)
    let texts = (0...11).map { text.prefix($0).escaped() }
    #expect(texts == ["", "a", "a", "aé", "aé", "aé", "aé日", "aé日", "aé日", "aé日", "aé日😀", "aé日😀b"])
    // Bytes that are no text are cut anywhere.
    let bytes = CaptureText([UInt8](repeating: 0x80, count: 8))
    #expect(bytes.prefix(5).byteCount == 5)
  }
}
