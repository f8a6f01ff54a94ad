import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct QEMUSectionTests {
  private static func big(_ value: UInt64) -> [UInt8] { [UInt8].number(value, bytes: 4).reversed() }

  private static func section(
    _ id: UInt64, _ name: String, instance: UInt64 = 0, version: UInt64 = 1, _ state: [UInt8]
  ) -> [UInt8] {
    [4] + big(id) + [UInt8(name.utf8.count)] + Array(name.utf8) + big(instance) + big(version) + state
  }

  private static let head = Array("QEVM".utf8) + big(3)

  private static let sample =
    head + section(0, "timer", version: 2, [4, 0, 0, 0, 9, 1, 0]) + section(3, "dma", instance: 1, [1, 2, 3])
    + section(24, "0000:00:01.3/piix4_pm", version: 3, [UInt8](repeating: 7, count: 90)) + [0]

  @Test func sectionsAreFoundByWhatTheyBeginWith() throws {
    let bytes = QEMUSectionTests.sample
    let tiling = NodeTiling(bytes)
    let node = QEMUState.node(range: 0..<UInt64(bytes.count))
    #expect(tiling.faults(node) == [])
    let names = ["magic", "version", "section 0 timer", "section 3 dma", "section 24 0000:00:01.3:piix4_pm", "end"]
    #expect(tiling.reader.names(in: node) == names)
    let section = try #require(tiling.reader.descendant("section 24 0000:00:01.3:piix4_pm", of: node))
    #expect(section.meaning == "found by scanning")
    #expect(tiling.reader.value("id", of: section) == .number(24))
    #expect(tiling.reader.value("name", of: section) == .text(CaptureText("0000:00:01.3/piix4_pm".utf8)))
    #expect(tiling.reader.value("version", of: section) == .number(3))
    #expect(tiling.reader.descendant("state", of: section)?.length == 90)
    let list = try QEMUState.sections(0..<UInt64(bytes.count), tiling.reader.capture)
    #expect(list.map(\.id) == [0, 3, 24])
    #expect(list.map(\.instance) == [0, 1, 0])
    #expect(list.map(\.version) == [2, 1, 3])
    #expect(list.first?.range.lowerBound == 8)
    #expect(list.last?.range.upperBound == UInt64(bytes.count))
  }

  @Test func idsThatDoNotAscendBeginNoSection() throws {
    let bytes =
      QEMUSectionTests.head + QEMUSectionTests.section(9, "ioapic", QEMUSectionTests.section(4, "inside", [1])) + [0]
    let list = try QEMUState.sections(0..<UInt64(bytes.count), Capture(bytes: bytes))
    #expect(list.map(\.id) == [9])
  }

  @Test func aSectionAcrossTwoWindowsOfTheScanIsFound() throws {
    for distance in stride(from: 65_480, to: 65_560, by: 1) {
      let first = QEMUSectionTests.section(1, "ram", [])
      let filler = [UInt8](repeating: 0xAA, count: distance - first.count)
      let bytes = QEMUSectionTests.head + first + filler + QEMUSectionTests.section(2, "0000:00:02.0/vga", [5])
      let list = try QEMUState.sections(0..<UInt64(bytes.count), Capture(bytes: bytes))
      #expect(list.map(\.range.lowerBound) == [8, UInt64(8 + distance)])
    }
  }

  @Test func stateWithoutSectionsStaysBytes() {
    let bytes = QEMUSectionTests.head + [UInt8](repeating: 0x55, count: 400)
    let tiling = NodeTiling(bytes)
    let node = QEMUState.node(range: 0..<UInt64(bytes.count))
    #expect(tiling.faults(node) == [])
    #expect(tiling.reader.names(in: node) == ["magic", "version", "sections"])
  }

  @Test func stateCutAnywhereStillTiles() {
    for cut in 0..<QEMUSectionTests.sample.count {
      let tiling = NodeTiling(Array(QEMUSectionTests.sample.prefix(cut)))
      #expect(tiling.faults(QEMUState.node(range: 0..<UInt64(cut))) == [], "cut at \(cut)")
    }
  }

  @Test func thousandsOfSectionsStopAtALimit() throws {
    let many = (0..<UInt64(QEMUSection.maximumCount + 50)).flatMap { QEMUSectionTests.section($0, "nic", [0]) }
    let bytes = QEMUSectionTests.head + many
    let list = try QEMUState.sections(0..<UInt64(bytes.count), Capture(bytes: bytes))
    #expect(list.count == QEMUSection.maximumCount)
    #expect(list.last?.range.upperBound == UInt64(bytes.count))
  }
}
