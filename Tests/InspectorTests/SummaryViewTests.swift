@_spi(Measuring) import SaveStream
import Testing

@testable import Inspector

@Suite struct SummaryViewTests {
  @Test func aLineThatIsTypedIsGoneTo() throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press(":5<Enter>")
    #expect(driver.session.inspector.position.row?.0 == 5)
    driver.press("gg")
    #expect(driver.session.inspector.position.row?.0 == 1)
  }

  @Test func nothingIsSaidOfBytesThatAreNotRead() throws {
    let bytes = Array("LibxlFmt".utf8) + [0, 0, 0, 2, 0, 0, 0, 0]
    let driver = try InspectorDriver(bytes: bytes, name: "a.bin")
    #expect(driver.screen.contains("libxl v2 stream"))
    #expect(!driver.screen.contains("Where the bytes went"))
  }
}
