@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Every view shows a stream of a format that no view has heard of.
@Suite struct ToyFormatTests {
  private func driver(_ keys: String) throws -> InspectorDriver {
    try OpenFormats.$known.withValue([ToyFormat.self]) {
      let driver = try InspectorDriver(bytes: ToyFormat.bytes, name: "toy.bin", columns: 100)
      driver.press(keys)
      return driver
    }
  }

  @Test func theSummarySaysWhatItIs() throws {
    let driver = try driver("0")
    #expect(driver.screen.contains("toy stream"))
    #expect(driver.lines[0].contains("toy HVM · 2 checkpoints"))
  }

  @Test func theTreeReachesAnEntryFarInALongRecord() throws {
    let driver = try driver("1:0x4000<Enter>")
    #expect(driver.screen.contains("[2044]"))
    #expect(driver.screen.contains("0x7fc"))
  }

  @Test func pagesOfALongRecordAreRowsOfOneBatch() throws {
    let driver = try driver("2G")
    #expect(driver.screen.contains("0xbb7"))
    #expect(driver.screen.contains("3,003"))
    driver.press(":3000<Enter>")
    #expect(driver.screen.contains("0xbb6"))
  }

  @Test func checkpointsHaveTheirBytes() throws {
    let driver = try driver("3")
    #expect(driver.screen.contains("3,000"))
    #expect(driver.screen.contains("11.7 MiB"))
  }

  @Test func theMapEndsWhereTheStreamSays() throws {
    let driver = try driver("4")
    #expect(driver.screen.contains("the whole guest"))
    driver.press("G")
    #expect(driver.screen.contains("0xf"))
  }

  @Test func aPageHasItsBiographyAndIsKnownByItsParts() throws {
    let driver = try driver(":pfn 0x5<Enter>P")
    #expect(driver.screen.contains("console"))
    let sent = try self.driver(":pfn 0x7<Enter>P")
    #expect(sent.screen.contains("2 times"))
  }

  @Test func checkpointsAreCompared() throws {
    let driver = try driver("3jd")
    #expect(driver.screen.contains("0x7"))
    #expect(driver.screen.contains("console"))
  }

  @Test func findingsAreNone() throws {
    let driver = try driver("7")
    #expect(driver.screen.contains("the stream is sound"))
  }
}
