import SaveStream
import Testing

@testable import Inspector

@Suite struct SummaryViewTests {
  @Test func nothingIsSaidOfBytesThatAreNotRead() throws {
    let bytes = Array("LibxlFmt".utf8) + [0, 0, 0, 2, 0, 0, 0, 0]
    let driver = try InspectorDriver(bytes: bytes, name: "a.bin")
    #expect(driver.screen.contains("libxl v2 stream"))
    #expect(!driver.screen.contains("Where the bytes went"))
  }
}
