import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct XapiLegacyTests {
  @Test func readsTheStreamOfA32BitToolstackAndItsDeviceModel() throws {
    let image = SmallImage.xapiLegacy()
    let read = try IndexedCapture(bytes: image)
    #expect(read.findingKeys == [])
    #expect(read.index.stream?.toolstackBits == 32 && read.index.stream?.offset == 15)
    #expect(read.index.layers.map(\.kind) == [.xapiLegacy, .stream])
    #expect(read.index.takeover == 0)
    #expect(read.tree.tilingFaults() == [])
    let node = try #require(read.tree.node(at: "checkpoint[0]/tail/device-model"))
    #expect(read.tree.reader.names(in: node) == ["signature", "length", "state"])
    #expect(read.tree.reader.value("length", of: node) == .number(32))
    let parts = try read.index.parts(of: 0, read.capture)
    #expect(parts.contains { $0.kind == .deviceModel && $0.range.upperBound == UInt64(image.count) })
  }

  @Test func aDeviceModelOfMoreThanOneMiBIsRefused() throws {
    let state = SmallImage.qemu + [UInt8](repeating: 0, count: 1 << 20)
    let read = try IndexedCapture(bytes: SmallImage.xapiLegacy(state: state))
    #expect(read.index.findings.map(\.rule) == [.xapiQemuLength])
    #expect(read.index.findings.first?.value == UInt64(state.count) && read.index.findings.first?.limit == 1 << 20)
    #expect(read.index.lastCompleteCheckpoint == nil)
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func aRecordOfXendOrLibxlIsNotTakenForXapis() throws {
    let image = Array("XenSavedDomain\n".utf8) + SmallImage.legacy(.bits32)
    let read = try IndexedCapture(bytes: image)
    #expect(read.index.findings.map(\.rule).contains(.deviceModelSignature))
    #expect(read.index.takeover == nil)
  }

  @Test func anImageWithoutItsDeviceModelIsCut() throws {
    let image = SmallImage.xapiLegacy()
    let record = image.count - 22 - 4 - SmallImage.qemu.count
    for length in record..<image.count {
      let read = try IndexedCapture(bytes: Array(image[..<length]))
      #expect(read.findingKeys == ["cut-short@\(length)"])
      #expect(read.index.takeover == nil)
      #expect(read.tree.tilingFaults() == [])
    }
  }

  @Test func theSignatureAloneIsCut() throws {
    let read = try IndexedCapture(bytes: Array("XenSavedDomain\n".utf8))
    #expect(read.index.findings.map(\.rule) == [.cutShort])
  }
}
