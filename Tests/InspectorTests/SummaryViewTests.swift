@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

@Suite struct SummaryViewTests {
  @Test func aLineThatIsTypedIsGoneTo() throws {
    let driver = try InspectorDriver(sample: "hvm.bin")
    driver.press(":5<Enter>")
    #expect(driver.session.inspector.position.row?.0 == 5)
    driver.press("gg")
    #expect(driver.session.inspector.position.row?.0 == 1)
  }

  @Test func nothingIsSaidOfBytesThatAreNotRead() throws {
    let bytes = Array("QEVM".utf8) + [0, 0, 0, 3, 0, 0, 0, 0]
    let driver = try InspectorDriver(bytes: bytes, name: "a.bin")
    #expect(driver.screen.contains("QEMU device-model state"))
    #expect(!driver.screen.contains("Where the bytes went"))
  }

  @Test func saysWhoseImageItIsAndWhenItWasSaved() throws {
    let driver = try InspectorDriver(sample: "v3-pv.bin", rows: 40, columns: 80)
    for words in ["campion, 2 vCPUs", "Saved by Xen 4.17, at 2023-03-28 10:41:02 UTC", "The target needs "] {
      #expect(driver.screen.contains(words), "\(driver.screen)")
    }
  }

  @Test func theOriginIsReadOnceForWhatIsKnown() throws {
    let indexed = try IndexedCapture(bytes: FixtureFile.bytes(Fixtures.sample("v3-pv.bin")))
    var inspector = Inspector(path: "a.bin")
    func asks(_ index: IndexSnapshot) -> Bool {
      inspector.update(.index(index, milliseconds: 0)).contains { effect in
        if case .read(.origin) = effect { true } else { false }
      }
    }
    #expect(!asks(StreamIndex().snapshot), "before there is a stream, nothing is read")
    #expect(asks(indexed.index))
    #expect(!asks(indexed.index))
  }
}
