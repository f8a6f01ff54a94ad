@_spi(Measuring) import Inspector
import Testing

@testable import savescope

@Suite struct EventDecoderTests {
  @Test func controlCharactersAreLettersWithControl() {
    #expect(EventDecoder.key(rune: 3) == .control("c"))
    #expect(EventDecoder.key(rune: 26) == .control("z"))
    #expect(EventDecoder.key(rune: 0x1c) == .control("\\"))
    #expect(EventDecoder.key(rune: 0x1d) == .control("]"))
  }

  @Test func keysThatSendControlCharactersHaveNamesOfTheirOwn() {
    #expect(EventDecoder.key(rune: 9) == .tab)
    #expect(EventDecoder.key(rune: 10) == .enter)
    #expect(EventDecoder.key(rune: 13) == .enter)
    #expect(EventDecoder.key(rune: 27) == .escape)
    #expect(EventDecoder.key(rune: 8) == .backspace)
    #expect(EventDecoder.key(rune: 127) == .backspace)
  }

  @Test func printableCharactersAreThemselves() {
    #expect(EventDecoder.key(rune: 0x20) == .character(" "))
    #expect(EventDecoder.key(rune: 0xe9) == .character("é"))
  }

  @Test func whatIsNoCharacterIsNoKey() {
    for rune: UInt32 in [0, 0x80, 0x9f, 0xd800, 0x11_0000] { #expect(EventDecoder.key(rune: rune) == nil) }
  }
}
