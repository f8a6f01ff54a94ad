import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// The device model's state against the guest that it belongs to, and against its own end.
@Suite struct DeviceModelStateTests {
  private func rules(_ bytes: [UInt8]) throws -> [FindingRule] {
    try IndexedCapture(bytes: bytes).index.findings.filter { $0.severity != .note }.map(\.rule)
  }

  private static func sample(_ name: String) throws -> AlteredCapture {
    try AlteredCapture(bytes: FixtureFile.bytes(Fixtures.sample(name)))
  }

  /// QEMU's state in a sample, from its magic on.
  private static func state() throws -> [UInt8] {
    let capture = try sample("hvm.bin")
    let record = try capture.node("checkpoint[0]/tail/device-model")
    return Array(capture.bytes[Int(record.offset) + 25..<Int(record.offset + record.length)])
  }

  private static func findings(_ state: [UInt8]) throws -> [Finding] {
    try DeviceModelCheck.findings(0..<UInt64(state.count), checkpoint: 0, capture: Capture(bytes: state))
  }

  /// A state is cut at every place of its last section, which is a PCI device's, zeros or not, and of the head before
  /// it.
  @Test func aStateCutInItsLastSectionIsToldAnywhere() throws {
    let state = try Self.state()
    let sections = try QEMUSection.scan(8..<UInt64(state.count), Capture(bytes: state))
    let last = try #require(sections.last)
    let name = last.name.escaped(unicode: false)
    #expect(name.hasSuffix("vga") && sections.count > 3)
    #expect(try Self.findings(state).isEmpty)
    for end in Int(last.range.lowerBound) + 10..<state.count {
      let found = try Self.findings(Array(state[..<end]))
      #expect(found.map(\.rule) == [.deviceModelEnd], "\(end)")
      #expect(found.first?.offset == UInt64(end - 1) && found.first?.limit == last.id)
    }
  }

  @Test func aDescriptionBehindTheMarkIsNoFault() throws {
    let json = Array(#"{"devices": []}"#.utf8)
    let described = try Self.state() + [6, 0, 0, 0, UInt8(json.count)] + json
    #expect(try Self.findings(described).isEmpty)
    #expect(try Self.findings(described.dropLast(2) + [0x7d]).map(\.rule) == [.deviceModelEnd])
  }

  @Test func aStateOfVersion2HasTheLengthThatItStates() throws {
    let records = [UInt8](repeating: 0x11, count: 40)
    let state = Array("QEVM".utf8) + [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 40] + records
    #expect(try Self.findings(state).isEmpty)
    #expect(try Self.findings(state.dropLast()).map(\.rule) == [.deviceModelEnd])
  }

  @Test func aXapiImageSaysThatTheStateIsCut() throws {
    var capture = try Self.sample("xapi.bin")
    let record = try capture.node("checkpoint[0]/xapi/qemu-trad")
    // Ten bytes are lost, and the length says so.
    try capture.set("checkpoint[0]/xapi/qemu-trad", to: record.length - 16 - 10, at: 8, byteCount: 8)
    var bytes = capture.bytes
    let end = Int(record.offset + record.length)
    bytes.removeSubrange(end - 10..<end)
    #expect(try rules(bytes) == [.deviceModelEnd])
  }

  @Test(arguments: ["v3-hvm.bin", "xapi.bin"])
  func anHVMGuestHasADeviceModel(_ name: String) throws {
    let capture = try Self.sample(name)
    let path = name == "xapi.bin" ? "xapi/qemu-trad" : "libxl-v2/EMULATOR_CONTEXT"
    let record = try capture.node("checkpoint[0]/" + path)
    var bytes = capture.bytes
    bytes.removeSubrange(Int(record.offset)..<Int(record.offset + record.length))
    let read = try IndexedCapture(bytes: bytes)
    let found = try #require(read.index.findings.first)
    #expect(found.rule == .emulatorMissing && found.severity == .error && found.offset == record.offset)
    #expect(read.index.takeover == nil)
    #expect(try rules(capture.bytes) == [])
  }

  @Test func aPVHGuestHasNone() throws {
    var capture = try Self.sample("v3-hvm.bin")
    try capture.set("xl/config/c_info/type", to: [UInt8]("pvh".utf8).number(at: 0, bytes: 3), at: 9, byteCount: 3)
    let found = try capture.findings().filter { $0.rule == .emulatorInPV }
    #expect(found.count == 2 && found.allSatisfy { $0.severity == .error })
    #expect(
      try FindingText.message(for: #require(found.last)).contains("EMULATOR_CONTEXT in the stream of a PVH guest"))
  }

  @Test func aRecordBehindAPVStreamIsNoRestOfARemusRun() throws {
    let stream = try FixtureFile.bytes(Fixtures.sample("pv64.bin"))
    let record = Array("DeviceModelRecord0002".utf8) + [8, 0, 0, 0] + Array("QEVM".utf8) + [0, 0, 0, 3]
    let read = try IndexedCapture(bytes: stream + record)
    let found = try #require(read.index.findings.last)
    #expect(found.rule == .deviceModelInPV && found.severity == .warning && found.offset == UInt64(stream.count))
    #expect(read.index.takeover == 0 && read.tree.tilingFaults() == [])
    #expect(try rules(stream + Array("QemuDeviceModelRecord".utf8) + [1, 2, 3]) == [.deviceModelInPV])
  }
}
