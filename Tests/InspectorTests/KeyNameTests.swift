import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct KeyNameTests {
  @Test func everyCommandOfTheKeyTableHasANameOfItsOwn() {
    var commands: [String: Command] = [:]
    for binding in KeyMap.standard.bindings {
      let name = binding.command.name
      #expect(commands[name] == nil || commands[name] == binding.command, "\(name)")
      commands[name] = binding.command
      #expect(Command(named: name) == binding.command)
      #expect(name.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") })
    }
    #expect(Command.down.name == "down")
    #expect(Command.nextPane.name == "next-pane")
    #expect(Command.view(.tree).name == "view-tree")
  }

  @Test func everyKeyOfTheKeyTableReadsBackAsItself() {
    for stroke in KeyMap.standard.bindings.flatMap(\.keys) { #expect(KeyStroke(named: stroke.name) == stroke) }
  }

  @Test(arguments: [
    ("gg", KeyStroke(.character("g"), .character("g"))), ("up", KeyStroke(.character("u"), .character("p"))),
    ("Up", .up), ("^x", KeyStroke(.control("x"))), ("^X^S", KeyStroke(.control("x"), .control("s"))),
    ("gSpace", KeyStroke(.character("g"), .character(" "))), ("enter", .enter), ("F12", .function(12)),
    ("^", KeyStroke(.character("^"))), ("^]", KeyStroke(.control("]"))), ("#", KeyStroke(.character("#"))),
    ("ä", KeyStroke(.character("ä"))),
    // These arrive as keys of their own.
    ("^I", .tab), ("^M", .enter), ("^[", .escape), ("^H", KeyStroke(.backspace)),
  ])
  func readsKeysAsTheHelpShowsThem(name: String, stroke: KeyStroke) { #expect(KeyStroke(named: name) == stroke) }

  @Test(arguments: ["", " ", "ggg", "Meta-x", "\u{1b}", "\u{301}", "Page Down", "F0", "F13", "F99", "F123"])
  func refusesWhatIsNoKey(_ name: String) { #expect(KeyStroke(named: name) == nil) }
}
