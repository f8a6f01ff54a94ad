import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct DeviceModelRecordTests {
  static func record(_ name: String, _ state: [UInt8]) -> [UInt8] {
    [UInt8(name.utf8.count)] + Array(name.utf8) + [0, 0, 0, 1, 0, 0, 0, 2]
      + [UInt8].number(UInt64(state.count), bytes: 4).reversed() + state
  }

  @Test func readsTheRecordOfARealCapture() throws {
    let capture = try #require(Fixtures.tiny.first { $0.name == "hvm-plain" })
    let bytes = try #require(try StreamPlaces.tails(of: capture, kind: "HVM").first).bytes
    let tiling = NodeTiling(bytes)
    let magic = MagicPFNs.node(range: 0..<24)
    #expect(tiling.faults(magic) == [])
    #expect(tiling.reader.value("store_pfn", of: magic) == .pfn(17))
    let start = 28 + bytes.number(at: 24, bytes: 4)
    let node = DeviceModelRecord.node(range: start..<UInt64(bytes.count))
    #expect(tiling.faults(node) == [])
    #expect(tiling.reader.names(in: node) == ["signature", "length", "state"])
    #expect(tiling.reader.value("length", of: node) == .number(6000))
    #expect(tiling.reader.value("state/version", of: node) == .number(3))
  }

  @Test(arguments: [1, 2])
  func listsTheRecordsOfOldQEMUs(version: UInt8) {
    let records = DeviceModelRecordTests.record("timer", [1, 2, 3]) + DeviceModelRecordTests.record("ide", [])
    let length: [UInt8] = version == 2 ? [UInt8].number(UInt64(records.count), bytes: 8).reversed() : []
    let bytes = Array("QemuDeviceModelRecord".utf8) + QEMUState.magic + [0, 0, 0, version] + length + records
    let tiling = NodeTiling(bytes)
    let node = DeviceModelRecord.node(range: 0..<UInt64(bytes.count))
    #expect(tiling.faults(node) == [])
    #expect(tiling.reader.names(in: node) == ["signature", "state"])
    #expect(tiling.reader.value("state/record[0]/name", of: node) == .text(CaptureText("timer".utf8)))
    #expect(tiling.reader.value("state/record[0]/length", of: node) == .number(3))
    #expect(tiling.reader.value("state/record[1]/name", of: node) == .text(CaptureText("ide".utf8)))
    for cut in 0..<bytes.count {
      let tiling = NodeTiling(Array(bytes.prefix(cut)))
      #expect(tiling.faults(DeviceModelRecord.node(range: 0..<UInt64(cut))) == [], "cut at \(cut)")
    }
  }

  @Test func knowsTheThreeSignatures() {
    for signature in DeviceModelRecord.Signature.allCases {
      #expect(DeviceModelRecord.Signature(Array(signature.rawValue.utf8)) == signature)
      #expect(UInt64(signature.rawValue.utf8.count) == DeviceModelRecord.signatureByteCount)
    }
    #expect(DeviceModelRecord.Signature(Array("DeviceModelRecord0003".utf8)) == nil)
  }
}
