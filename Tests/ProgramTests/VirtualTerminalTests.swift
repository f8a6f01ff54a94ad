import TestSupport
import Testing

@Suite struct VirtualTerminalTests {
  @Test func placesTextAndNotesHowItLooks() {
    var terminal = VirtualTerminal(rows: 3, columns: 10)
    terminal.feed("one\u{1b}[2;3H\u{1b}[1;38;5;208mtwo\u{1b}[0m\r\nthree".utf8)
    #expect(terminal.text == "one\n  two\nthree")
    #expect(terminal.look(of: "two") == VirtualTerminal.Look(foreground: 208, isBold: true))
    #expect(terminal.look(of: "three") == VirtualTerminal.Look())
    #expect(terminal.unknown == [])
  }

  @Test func takesSequencesThatComeInPieces() {
    var whole = VirtualTerminal(rows: 4, columns: 12)
    var pieces = VirtualTerminal(rows: 4, columns: 12)
    let bytes = "\u{1b}[?1049h\u{1b}[2;4Hcafé 日本\u{1b}]52;c;aGk=\u{7}\u{1b}[7mx".utf8
    whole.feed(bytes)
    for byte in bytes { pieces.feed([byte]) }
    #expect(pieces.text == whole.text)
    #expect(pieces.lines[1] == "   café 日本")
    #expect(pieces.lines[2] == "x")
    #expect(pieces.clipboard == ["aGk="])
  }

  @Test func keepsWhatWasShownBehindTheAlternateScreen() {
    var terminal = VirtualTerminal(rows: 2, columns: 10)
    terminal.feed("$ program\u{1b}[?1049h\u{1b}[H\u{1b}[2Jscreen".utf8)
    #expect(terminal.text == "screen\n")
    terminal.feed("\u{1b}[?1049l".utf8)
    #expect(terminal.text == "$ program\n")
  }

  @Test func wrapsOnlyWhenAnotherCharacterFollows() {
    var terminal = VirtualTerminal(rows: 2, columns: 3)
    terminal.feed("abc\rd".utf8)
    #expect(terminal.text == "dbc\n")
    terminal.feed("\u{1b}[1;3Hxy".utf8)
    #expect(terminal.text == "dbx\ny")
  }
}
