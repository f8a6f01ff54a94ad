import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct XsaveComponentsTests {
  /// A record of an area of so many bytes.
  private static func record(accumulated: UInt64, _ byteCount: Int, compaction: UInt64 = 0) -> [UInt8] {
    var area = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 / 8) }
    area.replaceSubrange(512..<528, with: .number(accumulated, bytes: 8) + .number(compaction, bytes: 8))
    return .number(accumulated, bytes: 8) + .number(accumulated, bytes: 8) + area
  }

  private static func names(_ bytes: [UInt8]) -> [String] {
    let tiling = NodeTiling(bytes)
    let node = XsaveArea.migrationNode(range: 0..<UInt64(bytes.count))
    #expect(tiling.faults(node) == [])
    return tiling.reader.names(in: node)
  }

  @Test func componentsLieWhereTheProcessorKeepsThem() {
    let head = ["xcr0", "xcr0_accum", "legacy", "header"]
    #expect(XsaveComponentsTests.names(XsaveComponentsTests.record(accumulated: 7, 832)) == head + ["avx"])
    let wide = XsaveComponentsTests.record(accumulated: 0x2E7, 2696)
    #expect(
      XsaveComponentsTests.names(wide) == head + ["avx", "padding@832", "opmask", "zmm_hi256", "hi16_zmm", "pkru"])
    let reader = TreeReader(bytes: wide)
    let node = XsaveArea.migrationNode(range: 0..<UInt64(wide.count))
    #expect(reader.value("xcr0", of: node) == .named(0x2E7, "x87 | SSE | AVX | opmask | ZMM_Hi256 | Hi16_ZMM | PKRU"))
    let places: [(path: String, offset: UInt64)] = [
      ("opmask", 16 + 1088), ("hi16_zmm/zmm31", 16 + 1664 + 15 * 64), ("pkru/pkru", 16 + 2688),
    ]
    for (path, offset) in places { #expect(reader.descendant(path, of: node)?.offset == offset) }
  }

  @Test func anAreaOfAnAMDProcessorIsToldByItsSize() {
    let bytes = XsaveComponentsTests.record(accumulated: 0x2E7, 2440)
    let reader = TreeReader(bytes: bytes)
    let node = XsaveArea.migrationNode(range: 0..<UInt64(bytes.count))
    #expect(XsaveComponentsTests.names(bytes).last == "pkru")
    #expect(reader.descendant("opmask", of: node)?.offset == UInt64(16 + 832))
    #expect(reader.descendant("pkru", of: node)?.offset == UInt64(16 + 2432))
  }

  @Test func theCompactedFormStaysBytes() {
    let bytes = XsaveComponentsTests.record(accumulated: 7, 900, compaction: 1 << 63 | 7)
    #expect(XsaveComponentsTests.names(bytes) == ["xcr0", "xcr0_accum", "legacy", "header", "extended"])
    let reader = TreeReader(bytes: bytes)
    let node = XsaveArea.migrationNode(range: 0..<UInt64(bytes.count))
    #expect(reader.descendant("extended", of: node)?.meaning == "components in compacted form")
  }

  @Test func aVcpuThatNeverUsedAnyHasTwoWords() throws {
    let records = try LibxcRecords(tiny: "tiny-pv")
    let body = records[6]
    let node = XsaveArea.migrationNode(range: body.lowerBound + 8..<body.upperBound)
    #expect(NodeTiling(records.reader).faults(node) == [])
    #expect(records.reader.names(in: node) == ["xcr0", "xcr0_accum"])
  }

  @Test func anAreaCutAnywhereStillTiles() {
    let bytes = XsaveComponentsTests.record(accumulated: 0x2FF, 2696)
    for cut in stride(from: 0, through: bytes.count, by: 7) {
      let tiling = NodeTiling(Array(bytes.prefix(cut)), .edges)
      #expect(tiling.faults(XsaveArea.migrationNode(range: 0..<UInt64(cut))) == [], "cut at \(cut)")
    }
  }
}
