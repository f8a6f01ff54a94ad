import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct LegacyPayloadTests {
  static func nodes(_ id: Int32, _ bytes: [UInt8], bits: Int = 64) -> (TreeReader, [TreeNode]) {
    let reader = TreeReader(bytes: bytes)
    return (
      reader,
      LegacyPayload.nodes(id: id, payload: 0..<UInt64(bytes.count), toolstackBits: bits, reader: reader)
    )
  }

  static func value(_ name: String, _ nodes: [TreeNode]) -> FieldValue? { nodes.first { $0.name == name }?.value }

  static func findings(_ id: Int32, _ bytes: [UInt8], bits: Int = 64) throws -> [Finding] {
    try LegacyPayload.findings(
      id: id, payload: 0..<UInt64(bytes.count), toolstackBits: bits, checkpoint: 0, capture: Capture(bytes: bytes))
  }

  @Test func readsTSCInfoAsItIsPacked() {
    let bytes: [UInt8] =
      .number(2, bytes: 4) + .number(123_456_789, bytes: 8) + .number(2_000_000, bytes: 4) + .number(1, bytes: 4)
    let (_, nodes) = LegacyPayloadTests.nodes(-7, bytes)
    #expect(nodes.map(\.name) == ["tsc_mode", "nsec", "khz", "incarnation"])
    #expect(nodes.map(\.value) == [.named(2, "never_emulate"), .number(123_456_789), .number(2_000_000), .number(1)])
  }

  @Test func namesTheVcpusOfTheMap() {
    let map: [UInt8] =
      .number(0b1101, bytes: 8) + .number(0x8000_0000_0000_0001, bytes: 8) + .number(.max, bytes: 8)
      + .number(0, bytes: 8)
    let (reader, nodes) = LegacyPayloadTests.nodes(-2, .number(200, bytes: 4) + map)
    #expect(nodes.map(\.name) == ["max_vcpu_id", "map"])
    #expect(nodes[0].value == .signed(200))
    let values = (0..<4).map { reader.value("[\($0)]", of: nodes[1]) }
    #expect(
      values == [
        .named(0b1101, "vCPUs 0, 2-3"), .named(0x8000_0000_0000_0001, "vCPUs 64, 127"),
        .named(.max, "vCPUs 128-191"), .named(0, "no vCPU"),
      ])
  }

  @Test func namesTheParameterOfEveryHVMChunk() {
    for id in -21 ... -1 as ClosedRange<Int32> where LegacyChunkID(rawValue: id).isHVMParameter {
      let (_, nodes) = LegacyPayloadTests.nodes(id, .number(0, bytes: 4) + .number(1, bytes: 8))
      #expect(nodes.map(\.name) == ["padding@0", "value"], "\(id)")
      #expect(nodes.last?.meaning.contains("HVM_PARAM_") == true, "\(id)")
    }
    let (_, nodes) = LegacyPayloadTests.nodes(-8, .number(0, bytes: 4) + .number(0xFEFFA, bytes: 8))
    #expect(nodes.last?.value == .pfn(0xFEFFA))
    #expect(nodes.last?.meaning == "HVM_PARAM_CONSOLE_PFN, number 17")
  }

  @Test func anACPIPortsLocationOtherThan0Or1IsAWarning() throws {
    #expect(try LegacyPayloadTests.findings(-10, .number(0, bytes: 4) + .number(1, bytes: 8)).isEmpty)
    let findings = try LegacyPayloadTests.findings(-10, .number(0, bytes: 4) + .number(2, bytes: 8))
    #expect(findings.map(\.rule) == [.acpiPortsValue])
    #expect(findings.map(\.value) == [2])
    #expect(try LegacyPayloadTests.findings(-11, .number(0, bytes: 4) + .number(2, bytes: 8)).isEmpty)
  }

  @Test func everyChunkTilesWhateverItsBytesAndLength() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for round in 0..<40 {
      let bytes = random.bytes(round < 20 ? round * 3 : Int(random.next() % 600))
      for id in -22 ... -1 as ClosedRange<Int32> {
        for bits in [32, 64] {
          let tiling = NodeTiling(bytes)
          let range = 0..<UInt64(bytes.count)
          let nodes = LegacyPayload.nodes(id: id, payload: range, toolstackBits: bits, reader: tiling.reader)
          #expect(tiling.faults(nodes, in: range) == [], "seed \(seed), round \(round), id \(id)")
          _ = try LegacyPayloadTests.findings(id, bytes, bits: bits)
        }
      }
    }
  }

  @Test(arguments: Fixtures.captures)
  func readsEveryMetadataChunkOfRealCaptures(capture: CaptureFixture) throws {
    let bits = capture.name.hasPrefix("t32") ? 32 : 64
    for id in -21 ... -1 as ClosedRange<Int32> where id != -12 {
      for place in try StreamPlaces.payloads(of: capture, id: id) {
        let tiling = NodeTiling(place.bytes)
        let range = 0..<UInt64(place.bytes.count)
        let nodes = LegacyPayload.nodes(id: id, payload: range, toolstackBits: bits, reader: tiling.reader)
        #expect(tiling.faults(nodes, in: range) == [], "\(id) at \(place.offset)")
        #expect(!nodes.contains { $0.kind == .unknown || $0.name == "rest" }, "\(id) at \(place.offset)")
        #expect(try LegacyPayloadTests.findings(id, place.bytes, bits: bits).isEmpty, "\(id) at \(place.offset)")
      }
    }
  }
}
