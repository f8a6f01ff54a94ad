@_spi(Measuring) import Inspector
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// The Page view as it looks: at the sizes that matter, with pages of every kind.
@Suite struct PageViewScreenTests {
  private func sample(
    _ file: String, _ keys: String, rows: Int = 24, columns: Int = 80, glyphs: Glyphs = .unicode
  ) throws -> InspectorDriver {
    let driver = try InspectorDriver(sample: file, rows: rows, columns: columns, glyphs: glyphs)
    driver.press(keys)
    return driver
  }

  private func deltas(
    _ keys: String, rows: Int = 24, columns: Int = 80, glyphs: Glyphs = .unicode
  ) throws -> InspectorDriver {
    let driver = try InspectorDriver(
      bytes: SmallRemusCapture.bytes, name: "small-remus.bin", rows: rows, columns: columns, glyphs: glyphs)
    driver.press(keys)
    return driver
  }

  @Test func aPageWithAFewSendsLooksAsKept() throws {
    try expectScreen(sample("hvm-remus.bin", "2J5"), "page-80x24")
    try expectScreen(sample("hvm-remus.bin", "2J5", rows: 50, columns: 160), "page-160x50")
    try expectScreen(sample("hvm-remus.bin", "2J5", rows: 60, columns: 200), "page-200x60")
    try expectScreen(sample("hvm-remus.bin", "2J5", rows: 16, columns: 60), "page-smallest")
    try expectScreen(sample("hvm-remus.bin", "2J5", glyphs: .ascii), "page-ascii-80x24")
  }

  @Test func aDeltaLooksAsKept() throws {
    try expectScreen(deltas("2G5"), "page-delta-80x24")
    try expectScreen(deltas("2G5v"), "page-run-map-80x24")
    try expectScreen(deltas("2G5", rows: 50, columns: 160), "page-delta-160x50")
    try expectScreen(deltas("2G5v", glyphs: .ascii), "page-run-map-ascii-80x24")
  }

  @Test func aKnownStructureLooksAsKept() throws {
    try expectScreen(sample("hvm-remus.bin", "5:pfn 0x5c<Enter>vv<Tab>"), "page-fields-80x24")
    try expectScreen(sample("pv64.bin", "5:pfn 0x1c<Enter>v<Tab>jj", rows: 50, columns: 160), "page-table-160x50")
  }

  @Test func aPageThatIsNotThereLooksAsKept() throws {
    var builder = RemusCaptureBuilder()
    builder.send([(4, RemusCaptureBuilder.page("one"))])
    builder.endCheckpoint()
    builder.send([(5, RemusCaptureBuilder.page("two"))])
    builder.breakPages([4])
    builder.endCheckpoint()
    let driver = try InspectorDriver(bytes: builder.bytes, name: "gone.bin")
    driver.press("5J")
    try expectScreen(driver, "page-absent-80x24")
    driver.press(":pfn 0x5<Enter>K")
    try expectScreen(driver, "page-not-yet-80x24")
    driver.press(":pfn 0x9<Enter>")
    try expectScreen(driver, "page-never-sent-80x24")
  }

  @Test func aDamagedCaptureLooksAsKept() throws {
    var bytes = SmallRemusCapture.bytes
    // The first marker of the last delta: the page then takes more words than there are.
    let place = try #require(bytes.lastIndex(of: 0xc0))
    bytes[place] = 0xff
    let driver = try InspectorDriver(bytes: bytes, name: "damaged.bin")
    driver.press("2G5")
    try expectScreen(driver, "page-damaged-80x24")
    try expectScreen(sample("hvm-remus-cut.bin", "2G5"), "page-cut-80x24")
  }

  @Test func aPageThatTwoHundredCheckpointsSendLooksAsKept() throws {
    let bytes = RemusCaptureBuilder.busyPage(7, checkpoints: 200)
    let driver = try InspectorDriver(bytes: bytes, name: "busy.bin", rows: 50, columns: 160)
    driver.press("5:ckpt 150<Enter>")
    try expectScreen(driver, "page-busy-160x50")
    driver.resize(rows: 24, columns: 80)
    driver.press("G")
    try expectScreen(driver, "page-busy-80x24")
  }

  @Test func twoSendsComparedLookAsKept() throws {
    let bytes = RemusCaptureBuilder.busyPage(7, checkpoints: 20)
    let driver = try InspectorDriver(bytes: bytes, name: "busy.bin")
    driver.press("5jj=G=<Tab>")
    try expectScreen(driver, "page-compared-80x24")
  }

  @Test func aHitOfTheSearchLooksAsKept() throws {
    try expectScreen(sample("hvm-remus.bin", "2/gardener<Enter>n"), "page-hit-80x24")
  }

  @Test func comparedPagesLookAsKept() throws {
    var builder = RemusCaptureBuilder()
    builder.send([(4, RemusCaptureBuilder.page("sent"))])
    builder.enterVerifyMode()
    builder.send([(4, RemusCaptureBuilder.page("compared"))])
    builder.endCheckpoint()
    let driver = try InspectorDriver(bytes: builder.bytes, name: "verify.bin", rows: 24, columns: 100)
    driver.press("5j")
    try expectScreen(driver, "page-verify-100x24")
  }
}
