@_spi(Measuring) import Inspector

/// What somebody does at the inspector: keys, lines, the mouse.
enum Typing {
  /// Some things, one after the other.
  static func events(_ random: inout Random) -> [InspectorEvent] {
    switch random.below(10) {
    case 0...1:
      let line = keys(random.element(of: lines))
      return line + (random.below(6) > 0 ? [.key(.enter)] : [.key(.tab), .key(.escape)])
    case 2...4: return stay(&random)
    case 5: return [.mouse(mouse(&random))]
    case 6: return keys(random.element(of: strokes))
    default: return [.key(random.element(of: all))]
    }
  }

  /// Goes to a view and does this and that in it.
  private static func stay(_ random: inout Random) -> [InspectorEvent] {
    let view: Key = .character(random.element(of: Array("012345678".unicodeScalars)))
    let used: [Key] = [
      .tab, .tab, .backTab, .enter, .down, .up, .left, .right, .pageDown, .end, .home, .character("*"), .character("+"),
      .character("-"), .character("v"), .character("V"), .character("s"), .character("S"), .character("n"),
      .character("N"),
      .character(">"), .character("y"), .character("Y"), .character("m"), .character("e"), .character("o"),
      .character("c"), .control("d"), .control("e"), .control("y"), .character("H"), .character("L"), .character("z"),
      .character("a"), .character("J"), .character("K"), .character("("), .character(")"), .character("d"),
    ]
    return [.key(view)] + (0..<8).map { _ in .key(random.element(of: used)) }
  }

  private static func keys(_ text: String) -> [InspectorEvent] { text.unicodeScalars.map { .key(.character($0)) } }

  private static func mouse(_ random: inout Random) -> Mouse {
    Mouse(
      random.element(of: [.press, .press, .wheelUp, .wheelDown]), row: random.below(60), column: random.below(200),
      milliseconds: UInt64(random.below(5000)))
  }

  /// All keys but those that quit.
  private static let all: [Key] = {
    let characters: [Unicode.Scalar] = (UInt8(0x20)..<0x7f).map { Unicode.Scalar($0) } + ["é", "日"]
    var keys: [Key] = characters.filter { $0 != "q" && $0 != "Q" }.map { .character($0) }
    keys += "abdefghklnoprtuvwxy]\\".unicodeScalars.map { .control($0) }
    keys += [.up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .tab, .backTab, .escape, .backspace, .delete]
    keys += (1...12).map { .function($0) } + [.insert]
    // What is pressed most.
    return keys + [Key](repeating: .enter, count: 8) + [Key](repeating: .down, count: 8)
  }()

  /// Keys that belong together.
  private static let strokes = [
    "gg", "g/", "gd", "gp", "gm", "gt", "ma", "'a", "mb", "`a", "zz", "zt", "ZZ", "1*", "7*", "2s", "2S", "3s",
    "5v", "6n", "4+++", "4--", "4vvv", "2jjj)", "1jjjll", "5jj", "Djd", "3jDjd", "yy", "v", "P", "p", "t", "T",
    "w", "W", "cc", "dd", "oo", "uu", "ii", "8jj", "9", "0jjj", "i", "x", "X",
  ]

  /// Lines that are typed, each with the key that asks for one.
  private static let lines = [
    ":pfn 3", ":pfn 0x10", ":ckpt 1", ":checkpoint 0", ":goto 50%", ":0x40", ":12", ":99%", ":diff",
    ":diff 0 1", ":sym _stext", ":va 0xffffffff81000000 cpu0", ":matches", ":marks", ":note a word",
    ":filter pfn < 9", ":filter type = L1TAB", ":filter", ":filter length", ":filter runs > 1 and not pfn = 3",
    ":sort pfn", ":sort length desc", ":sort", ":set", ":set theme mono", ":set units decimal",
    ":set glyphs ascii", ":set mouse off", ":set charts", ":set map heat", ":set nothing", ":write", ":mouse",
    ":export /nowhere/x.json", ":export! x.csv", ":export x.bin", ":follow", ":help word", ":help", ":tree",
    ":pages", ":map", ":guest", ":findings", ":summary", ":page", ":nonsense", "/qemu", "/x:00ff", "/re:a.*b",
    "/u:Ab", "/pfn:3", "/page", "?x", "&pfn < 9", "&type = L1TAB", "&severity = error", "&", "&pages > 0",
    "&words", "!x",
  ]
}
