@_spi(Measuring) import SaveStream
import Testing

@Suite struct FileNameTextTests {
  @Test(arguments: [
    Array("plain.bin".utf8), Array("größer \u{1f600}".utf8), [0x63, 0xe9, 0x2e, 0x62], [0xff, 0xfe, 0x80],
    [0xc3], [0xed, 0xa0, 0x80], Array("\u{10ffe9}".utf8), Array("\u{10ff00}".utf8),
  ])
  func aTextLeadsToTheSameName(_ name: [UInt8]) {
    #expect(FileNameText.bytes(of: FileNameText.text(of: name)) == name)
  }

  @Test func namesOfUTF8AreThemselves() {
    #expect(FileNameText.text(of: Array("größer.bin".utf8)) == "größer.bin")
  }

  @Test func whatIsNoUTF8IsShownInHex() {
    let text = FileNameText.text(of: [0x63, 0xe9, 0x2e, 0x62])
    #expect(EscapedText.of(text) == "c\\xe9.b")
    #expect(FileNameText.readable(text) == "c\\xe9.b")
  }
}
