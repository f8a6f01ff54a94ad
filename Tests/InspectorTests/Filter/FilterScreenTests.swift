@_spi(Measuring) import Inspector
import Testing

/// Views whose rows are filtered and sorted, and expressions that are being typed.
@Suite struct FilterScreenTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let sample: String
    let keys: String
    var size = (rows: 24, columns: 80)
    var glyphs = Glyphs.unicode
    var testDescription: String { name }
  }

  private static let filtered = "2&type in (L1TAB, L2TAB, L4TAB|PIN) and pfn > 0x18<Enter>"

  static let cases = [
    Case(name: "pages-filtered-80x24", sample: "pv64.bin", keys: filtered),
    Case(name: "pages-filtered-160x50", sample: "pv64.bin", keys: filtered, size: (50, 160)),
    Case(name: "pages-filtered-smallest", sample: "pv64.bin", keys: filtered, size: (16, 60)),
    Case(name: "pages-sorted-80x24", sample: "hvm-remus.bin", keys: "2:sort pfn desc<Enter>"),
    Case(name: "pages-sorted-160x50", sample: "hvm-remus.bin", keys: "2:sort pfn<Enter>", size: (50, 160)),
    Case(name: "pages-sorted-by-iteration", sample: "hvm-remus.bin", keys: "2ss"),
    Case(name: "pages-sorted-ascii", sample: "pv64.bin", keys: "2:sort type desc<Enter>", glyphs: .ascii),
    Case(
      name: "pages-filtered-and-sorted", sample: "hvm-remus.bin",
      keys: "2:sort offset desc<Enter>&checkpoint in 1..3 and type = NOTAB<Enter>"),
    Case(name: "pages-filtered-empty", sample: "hvm-remus.bin", keys: "2&runs > 3<Enter>"),
    Case(
      name: "page-filtered-80x24", sample: "hvm-remus-compressed.bin",
      keys: "5:pfn 0xe<Enter>&encoding = delta<Enter>)"),
    Case(name: "filter-opened", sample: "hvm-remus.bin", keys: "2&"),
    Case(name: "filter-choices", sample: "pv64.bin", keys: "2&pfn > 3 and type = l2<Tab>"),
    Case(name: "filter-number-to-come", sample: "pv64.bin", keys: "2&pfn >"),
    Case(name: "filter-wrong", sample: "pv64.bin", keys: "2&pfn > 3 and tpye = L1TAB"),
    Case(name: "filter-refused", sample: "pv64.bin", keys: "2&pfn in (1, 2<Enter>"),
    Case(name: "findings-filtered", sample: "hvm-remus-cut.bin", keys: "7&severity >= warning<Enter>"),
    Case(
      name: "findings-filtered-empty", sample: "hvm-remus-cut.bin",
      keys: "7&severity = error or offset < 8<Enter>"),
  ]

  @Test(arguments: cases)
  func looksAsKept(_ kept: Case) throws {
    let driver = try InspectorDriver(
      sample: kept.sample, rows: kept.size.rows, columns: kept.size.columns, glyphs: kept.glyphs)
    driver.press(kept.keys)
    try expectScreen(driver, kept.name)
  }
}
