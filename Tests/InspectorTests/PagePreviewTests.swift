@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct PagePreviewTests {
  private func view(_ driver: InspectorDriver) throws -> PagesView { try driver.view(.pages) }

  @Test func thePageBesideTheRowsIsThatOfMemory() throws {
    let sample = "hvm-remus-compressed.bin"
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let driver = try InspectorDriver(sample: sample, rows: 40, columns: 200)
    driver.press("2gg")
    for _ in 0..<74 {
      let row = try #require(view(driver).selectedRow)
      let preview = try #require(view(driver).preview.preview)
      let expected = try memory.page(pfn: row.pfn, at: row.checkpoint)
      #expect(preview.pfn == row.pfn && preview.checkpoint == row.checkpoint)
      #expect(preview.page?.bytes == expected?.bytes)
      driver.press("j")
    }
  }

  @Test func narrowScreensHaveNone() throws {
    let driver = try InspectorDriver(sample: "hvm-remus.bin", rows: 40, columns: 159)
    driver.press("2")
    #expect(try view(driver).preview.preview == nil)
    driver.resize(rows: 40, columns: 160)
    #expect(driver.screen.contains("at the end of checkpoint 0"))
  }

  @Test func itSaysWhyThePageWasSentInWhole() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", rows: 40, columns: 200)
    driver.press("2:ckpt 1<Enter>")
    #expect(driver.screen.contains("It was sent as compressed data for the first time."))
  }

  @Test func theReasonIsThereInWholeOnANarrowerScreen() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", rows: 40, columns: 160)
    driver.press("2:ckpt 1<Enter>")
    let words = driver.lines.compactMap { line in
      line.firstIndex(of: "│").map { line[line.index(after: $0)...].split(separator: " ").joined(separator: " ") }
    }
    #expect(
      words.joined(separator: " ").contains("It was sent as compressed data for the first time."), "\(driver.screen)")
  }

  @Test func looksAsKept() throws {
    let driver = try InspectorDriver(sample: "hvm-remus-compressed.bin", rows: 60, columns: 200)
    driver.press("2:ckpt 2<Enter>j")
    try expectScreen(driver, "preview-200x60")
    driver.resize(rows: 50, columns: 160)
    try expectScreen(driver, "preview-160x50")
  }

  // MARK: What is marked

  @Test func whereNearlyAllWordsAreNewTheOthersAreMarked() {
    #expect(MarkedWords(count: MarkedWords.most).isMarked(true))
    #expect(!MarkedWords(count: MarkedWords.most).isMarked(false))
    #expect(MarkedWords(count: MarkedWords.most + 1).isMarked(false))
    #expect(!MarkedWords(count: MarkedWords.most + 1).isMarked(true))
  }

  @Test func bytesLookByTheirClass() {
    #expect(Style.of(byte: 0) == .byteZero && Style.of(byte: 0x41) == .text && Style.of(byte: 0xff) == .byteHigh)
    #expect(Style.of(byte: 7) == .plain)
  }
}
