@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// Each view over the repository's own captures, driven by keys, at the two sizes that matter.
@Suite struct ViewScreenTests {
  /// A screen that is kept: the capture, the keys that lead to it, its size.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let sample: String
    let keys: String
    var size = (rows: 24, columns: 80)
    var glyphs = Glyphs.unicode
    var testDescription: String { name }
  }

  static let cases =
    both("summary-hvm", "hvm.bin", "") + both("summary-remus", "hvm-remus.bin", "")
    + both("summary-wrapped", "xl-hvm.bin", "") + both("summary-cut", "hvm-remus-cut.bin", "")
    + both("summary-v3", "v3-pv.bin", "")
    + both("tree-top", "pv64.bin", "1") + both("tree-open", "hvm-remus.bin", "1jj<Enter>j<Enter>jj")
    + both("tree-hex", "hvm.bin", "1<Enter>jjj<Tab><Tab>") + both("tree-fields", "pv64.bin", "1G<Enter><Tab>jj")
    + both("tree-maximised", "pv64.bin", "1<Tab><Tab>\\") + both("pages", "hvm-live.bin", "2jjj")
    + both("pages-remus", "hvm-remus.bin", "2J") + both("pages-all", "pv64.bin", "2a")
    + both("findings-cut", "hvm-remus-cut.bin", "7") + both("finding-in-tree", "hvm-remus-cut.bin", "e")
    + both("findings-none", "hvm.bin", "7") + both("help", "hvm.bin", "1?")
    + both("export-tree", "hvm-remus.bin", "1jj<Enter>jx")
    + [
      Case(name: "tree-ascii-80x24", sample: "pv64.bin", keys: "1<Enter>j", glyphs: .ascii),
      Case(name: "summary-smallest", sample: "hvm-remus.bin", keys: "", size: (16, 60)),
      Case(name: "tree-smallest", sample: "hvm-remus.bin", keys: "1<Enter>", size: (16, 60)),
      Case(name: "pages-smallest", sample: "hvm-remus.bin", keys: "2", size: (16, 60)),
      Case(name: "text-of-a-config", sample: "xl-hvm.bin", keys: "1<Enter>jjjjjjj<Tab>jj"),
      Case(name: "command-line", sample: "hvm.bin", keys: "1:pfn 0x1"),
      Case(name: "export-pages", sample: "hvm-remus.bin", keys: "2x"),
      Case(name: "help-keys-80x24", sample: "hvm.bin", keys: "1?^F"),
      Case(name: "search-found", sample: "xl-hvm.bin", keys: "1/memory<Enter>"),
    ]

  private static func both(_ name: String, _ sample: String, _ keys: String) -> [Case] {
    [
      Case(name: "\(name)-80x24", sample: sample, keys: keys),
      Case(name: "\(name)-160x50", sample: sample, keys: keys, size: (50, 160)),
    ]
  }

  @Test(arguments: cases)
  func looksAsKept(_ kept: Case) throws {
    let driver = try InspectorDriver(
      sample: kept.sample, rows: kept.size.rows, columns: kept.size.columns, glyphs: kept.glyphs)
    driver.press(kept.keys)
    try expectScreen(driver, kept.name)
  }

  @Test func anEmptyIndexSaysThatItWaits() throws {
    let driver = InspectorDriver(
      capture: Capture(bytes: [], path: "/data/arriving.bin"), index: emptyIndex(size: 0, isFinished: false))
    try expectScreen(driver, "nothing-yet-summary")
    driver.press("1")
    try expectScreen(driver, "nothing-yet-tree")
    driver.press("2")
    try expectScreen(driver, "nothing-yet-pages")
    driver.press("7")
    try expectScreen(driver, "nothing-yet-findings")
  }

  @Test func longAndHostileNamesStayInTheirColumns() throws {
    let long = String(repeating: "very-long-name-", count: 20)
    let root = HandMadeTree().leaves([
      (long, .text(CaptureText(long.utf8))), ("\u{1b}[31mred\u{1b}[0m", .text(CaptureText("\u{1b}]0;title\u{7}".utf8))),
      ("日本語の名前がここにある", .named(3, "日本語")),
    ])
    let capture = Capture(bytes: Array(long.utf8.prefix(48)), path: "/data/\(long).bin")
    let driver = InspectorDriver(capture: capture, index: emptyIndex(size: 48), root: root)
    driver.press("1j")
    try expectScreen(driver, "hostile-names")
  }

  @Test func progressShowsRateAndTimeLeft() {
    let driver = InspectorDriver(capture: .init(bytes: []), index: emptyIndex(size: 0, isFinished: false))
    var index = emptyIndex(size: 100 << 20, isFinished: false)
    index.bytesRead = 0
    driver.send(.index(index, milliseconds: 1000))
    index.bytesRead = 50 << 20
    driver.send(.index(index, milliseconds: 2000))
    #expect(driver.screen.contains("reading 50 %, 25.0 MiB/s, 0:02 left"))
  }
}
