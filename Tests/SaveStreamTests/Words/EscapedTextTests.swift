import SaveStream
import Testing

@Suite struct EscapedTextTests {
  @Test func leavesOrdinaryTextAlone() {
    #expect(EscapedText.string("name = \"vm-1\" ü 日本 😀") == "name = \"vm-1\" ü 日本 😀")
  }

  @Test(arguments: [
    ("\u{1b}[31mred", "\\x1b[31mred"), ("a\nb\tc\rd", "a\\nb\\tc\\rd"), ("\u{0}", "\\x00"), ("\u{7f}", "\\x7f"),
    ("\u{9b}31m", "\\u{9b}31m"), ("\u{202e}gnp", "\\u{202e}gnp"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
    ("a\u{200b}b", "a\\u{200b}b"), ("\u{2028}", "\\u{2028}"), ("\u{feff}", "\\u{feff}"), ("c:\\dir", "c:\\\\dir"),
  ])
  func escapesWhatATerminalWouldActUpon(_ text: String, _ expected: String) {
    #expect(EscapedText.string(text) == expected)
    #expect(EscapedText.string(Array(text.utf8)) == expected)
  }

  @Test func showsBytesThatAreNoText() {
    #expect(EscapedText.string([0x61, 0xff, 0x62, 0xc3]) == "a\\xffb\\xc3")
    #expect(EscapedText.string([0xed, 0xa0, 0x80]) == "\\xed\\xa0\\x80")
  }

  @Test func takesTimeInProportionToTheBytes() {
    let bytes = [UInt8](repeating: 0x9b, count: 1 << 16)
    #expect(EscapedText.string(bytes).utf8.count == 4 << 16)
  }
}
