@_spi(Measuring) import SaveStream
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct CommandLineTests {
  @Test func readsEveryFormOfAPlace() {
    #expect(GoTo("120") == .row(120))
    #expect(GoTo("0x1F") == .offset(31))
    #expect(GoTo("50%") == .percent(50))
    #expect(GoTo("pfn 10") == .pfn(10))
    #expect(GoTo("pfn 0x1a2b") == .pfn(0x1a2b))
    #expect(GoTo("ckpt 12") == .checkpoint(12))
  }

  @Test(arguments: [
    "", "x", "101%", "-1", "0x", "0xg", "pfn", "pfn -1", "pfn 1a2b", "ckpt x", "1 2 3", "99999999999999999999",
    "0x1ffffffffffffffff",
  ])
  func refusesWhatIsNoPlace(_ line: String) { #expect(GoTo(line) == nil) }

  @Test func everyNameCallsOneCommand() {
    var seen: Set<String> = []
    for name in LineCommand.all.flatMap({ $0.names + $0.otherNames }) where name != "diff" {
      #expect(seen.insert(name).inserted, "\(name)")
    }
  }

  /// A line, and the view and place that it leads to from the Pages view of `hvm-remus.bin`.
  @Test(arguments: [
    ("3", ViewKind.pages, "3 of 74 pages"), ("0x39bf4", .pages, "57 of 74 pages"), ("50%", .pages, "37 of 74 pages"),
    ("pfn 16", .pages, "PFN 0x10 (16): row"), ("pfn 0x10", .pages, "PFN 0x10 (16): row"),
    ("ckpt 1", .pages, "57 of 74 pages"),
    ("checkpoint 1", .pages, "57 of 74 pages"),
    ("goto 3", .pages, "3 of 74 pages"), ("goto ckpt 1", .pages, "57 of 74 pages"), ("goto 0x39bf4", .pages, "57 of"),
    ("tree", .tree, "header"), ("  findings  ", .findings, "remus-end"), ("help", .help, "Keys of Pages"),
  ])
  func aLineGoesToItsPlace(line: String, view: ViewKind, words: String) throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("2:\(line)<Enter>")
    #expect(driver.session.inspector.current == view)
    #expect(driver.screen.contains(words), "\(driver.screen)")
    #expect(driver.session.inspector.prompt.line == nil)
  }

  @Test func commandsDoWhatTheirKeysDo() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("1:follow<Enter>")
    guard case .follow(true) = driver.effects.last else { return #expect(Bool(false), "\(driver.effects)") }
    driver.press(":mouse<Enter>")
    guard case .setMouse(false) = driver.effects.last else { return #expect(Bool(false), "\(driver.effects)") }
    driver.press(":mouse on<Enter>")
    guard case .setMouse(true) = driver.effects.last else { return #expect(Bool(false), "\(driver.effects)") }
    driver.press(":diff 3 1<Enter>")
    #expect(driver.session.inspector.current == .diff)
    #expect(driver.screen.contains("checkpoint 1") && driver.screen.contains("checkpoint 3"), "\(driver.screen)")
    driver.press(":q<Enter>")
    #expect(driver.session.inspector.current == .tree)
    driver.press(":quit<Enter>")
    guard case .quit = driver.effects.last else { return #expect(Bool(false), "\(driver.effects)") }
  }

  @Test(arguments: [
    ("frobnicate", "There is no command \"frobnicate\"; Tab lists them, and places are 12, 0x1f, 50%"),
    ("exprot x", "There is no command \"exprot\": did you mean export?"),
    ("101%", "\"101%\" is no place; places are 12, 0x1f, 50%"),
    ("0x99999999", "The capture ends at 0x51e5c"), ("999", "Rows are 1 to 74"),
    ("pfn xyz", "pfn takes the number of a page, decimal or hex with 0x, as in pfn 0x1a2b, not \"xyz\""),
    ("pfn", "pfn takes the number of a page, decimal or hex with 0x, as in pfn 0x1a2b"),
    ("pfn 1a2b", "Hex has 0x in front: pfn 0x1a2b"), ("va ffff", "Hex has 0x in front: va 0xffff"),
    ("ckpt", "ckpt takes a number; checkpoints are 0 to 4"),
    ("ckpt two", "ckpt takes a number, not \"two\"; checkpoints are 0 to 4"), ("ckpt 9", "Checkpoints are 0 to 4"),
    ("goto", "Type a place; places are 12, 0x1f, 50%"),
    ("goto tree", "\"tree\" is no place; places are 12, 0x1f, 50%, pfn 0x1a2b, ckpt 3"),
    ("diff 1", "diff takes two checkpoints; checkpoints are 0 to 4"),
    ("diff 1 9", "diff takes two checkpoints; checkpoints are 0 to 4"),
    ("diff 2 2", "Checkpoint 2 is the same as itself"),
    ("mouse up", "mouse takes on or off, not \"up\""), ("quit now", "quit takes no words: Quit"),
    ("pages 3", "pages takes no words: Show a view"),
    ("sort size", "Type sort, a column and desc or nothing"),
    ("export", "export takes the name of a file, as in export hvm-remus-pages.csv"),
    ("export -", "The terminal has standard output; export takes the name of a file"),
  ])
  func aWrongLineSaysWhatIsWrongAndTheNextOneBeginsEmpty(line: String, words: String) throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", columns: 120)
    driver.press("2:\(line)<Enter>")
    #expect(driver.screen.contains(words), "\(driver.screen)")
    #expect(driver.grid[22, 0].style == .statusTrouble)
    driver.press(":")
    #expect(driver.lines.last == ":")
    #expect(!driver.screen.contains(words))
    driver.press("<Up>")
    #expect(driver.lines.last == ":\(line)")
  }

  @Test(arguments: [(ViewKind.pages, UInt64(36)), (.checkpoints, 2), (.map, 0x2f), (.diff, 8)])
  func aPartIsOneOfTheRowsOfTheView(_ kind: ViewKind, _ row: UInt64) throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("\(kind.rawValue):50%<Enter>")
    #expect(driver.session.inspector.current == kind)
    #expect(driver.session.inspector.position.row?.0 == row + 1)
    driver.press(":100%<Enter>")
    #expect(driver.session.inspector.position.row.map { $0.0 == $0.of } == true)
  }

  @Test(arguments: [ViewKind.tree, .summary]) func aPartIsOneOfTheCapture(_ kind: ViewKind) throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("\(kind.rawValue):100%<Enter>")
    #expect(driver.session.inspector.current == .tree)
    #expect(driver.session.inspector.position.words.hasPrefix("checkpoint[4]/tail"))
  }

  @Test func theHistoryComesBack() {
    let driver = InspectorDriver(capture: .init(bytes: [1]), index: emptyIndex(size: 1))
    driver.press(":tree<Enter>:summary<Enter>:<Up><Up>")
    #expect(driver.lines.last == ":tree")
    driver.press("<Down>")
    #expect(driver.lines.last == ":summary")
  }

  @Test func editingKeysEdit() {
    var line = LineEditor()
    for key: Key in [.character("a"), .character("b"), .left, .character("x"), .end, .character(" "), .character("c")] {
      line.edit(key)
    }
    #expect(line.string == "axb c")
    line.edit(.control("w"))
    #expect(line.string == "axb ")
    line.edit(.home)
    line.edit(.delete)
    #expect(line.string == "xb ")
    line.edit(.control("k"))
    #expect(line.string.isEmpty)
  }

  /// What is typed before Tab, the line after it, and what the status line then shows.
  @Test(arguments: [
    ("ck", "ckpt", "ckpt N: Go to a checkpoint"), ("ckpt ", "ckpt", "checkpoints are 0 to 4"),
    ("p", "p", "page pages pfn"), ("fo", "follow", ""), ("exp", "export", "export export!"),
    ("goto ", "goto", "ckpt pfn"), ("goto p", "goto pfn", ""), ("goto ckpt ", "goto ckpt", "checkpoints are 0 to 4"),
    ("pfn ", "pfn", "pfn takes the number of a page, decimal or hex with 0x"), ("mouse o", "mouse o", "on off"),
    ("so", "sort", "sort COLUMN desc: Sort the rows by a column"), ("sort pf", "sort pfn", ""),
    ("sort r", "sort r", "runs ratio"), ("filter enc", "filter encoding", ""),
    ("diff ", "diff", "diff takes two checkpoints; checkpoints are 0 to 4"), ("set un", "set units", ""),
    ("set units ", "set units", "binary decimal bytes"),
    ("export rows", "export rows.", "rows.txt rows.json rows.jsonl rows.csv"), ("export rows.c", "export rows.csv", ""),
    ("export rows.j", "export rows.json", "rows.json rows.jsonl"),
    ("export a.b/", "export a.b/", ".txt .json .jsonl or .csv"), ("frob", "frob", "There is no command \"frob\""),
  ])
  func tabCompletes(typed: String, line: String, words: String) throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press("2:\(typed)<Tab>")
    #expect(driver.lines.last == ":\(line)")
    #expect(driver.screen.contains(words), "\(driver.screen)")
  }

  @Test func tabAgainShowsTheOtherChoices() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin")
    driver.press(":<Tab>")
    let first = driver.lines[22]
    #expect(first.hasPrefix(" checkpoints ckpt diff export export! ") && first.hasSuffix(" …"))
    driver.press("<Tab><Tab>")
    #expect(driver.lines[22].contains(" write") && !driver.lines[22].contains("export"))
    driver.press("<Tab>")
    #expect(driver.lines[22] == first)
  }

  @Test func theHelpShowsEveryCommand() {
    let driver = InspectorDriver(capture: .init(bytes: []), index: emptyIndex(size: 0), rows: 600, columns: 130)
    driver.press("?")
    for command in LineCommand.all { #expect(driver.screen.contains("\(command.usage)  \(command.help)")) }
  }
}
