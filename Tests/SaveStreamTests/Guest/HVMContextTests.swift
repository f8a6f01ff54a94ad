import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct HVMContextTests {
  static let header = record(
    1, 0, .number(0x5438_1286, bytes: 4) + .number(1, bytes: 4) + [UInt8](repeating: 0, count: 16))
  static let end = record(0, 0, [])

  static func record(_ typecode: UInt64, _ instance: UInt64, stated: UInt64? = nil, _ body: [UInt8]) -> [UInt8] {
    .number(typecode, bytes: 2) + .number(instance, bytes: 2) + .number(stated ?? UInt64(body.count), bytes: 4) + body
  }

  static func scan(_ bytes: [UInt8], size: Int? = nil) throws -> HVMContextScan {
    try HVMContext.scan(Capture(bytes: bytes), in: 0..<UInt64(size ?? bytes.count), checkpoint: 0)
  }

  @Test func listsRecordsByTypeAndInstance() throws {
    let bytes =
      HVMContextTests.header + HVMContextTests.record(2, 0, [UInt8](repeating: 1, count: 1024))
      + HVMContextTests.record(2, 3, [UInt8](repeating: 1, count: 1016))
      + HVMContextTests.record(99, 0, [1, 2, 3]) + HVMContextTests.end + [0xAA]
    let scan = try HVMContextTests.scan(bytes)
    #expect(scan.records.map(\.typecode) == [1, 2, 2, 99, 0])
    #expect(scan.isTerminated)
    #expect(scan.findings.map(\.rule) == [.hvmContextUnknownRecord])
    #expect(scan.findings.map(\.severity) == [.note])
    let tiling = NodeTiling(bytes)
    let node = HVMContext.node(range: 0..<UInt64(bytes.count))
    #expect(tiling.faults(node) == [])
    #expect(tiling.reader.names(in: node) == ["HEADER[0]", "CPU[0]", "CPU[3]", "type-99[0]", "END[0]", "rest"])
    #expect(tiling.reader.descendant("CPU[0]/msr_tsc_aux", of: node)?.length == 8)
    #expect(tiling.reader.descendant("CPU[3]/msr_tsc_aux", of: node) == nil)
  }

  @Test func aHeaderWithoutItsMagicIsAnError() throws {
    var bytes = HVMContextTests.header + HVMContextTests.end
    bytes[8] ^= 1
    let scan = try HVMContextTests.scan(bytes)
    #expect(scan.findings.map(\.rule) == [.hvmContextHeader])
    #expect(try HVMContextTests.scan(HVMContextTests.end).findings.map(\.rule) == [.hvmContextHeader])
    #expect(try HVMContextTests.scan([]).findings.map(\.rule) == [.hvmContextHeader])
  }

  @Test func aLengthThatNoReleaseWritesIsAWarning() throws {
    let bytes =
      HVMContextTests.header + HVMContextTests.record(3, 1, [UInt8](repeating: 0, count: 9)) + HVMContextTests.end
    let scan = try HVMContextTests.scan(bytes)
    #expect(scan.findings.map(\.rule) == [.hvmContextRecordLength])
    #expect(scan.findings.map(\.severity) == [.warning])
    #expect(scan.findings.map(\.offset) == [32])
    let tiling = NodeTiling(bytes)
    let node = HVMContext.node(range: 0..<UInt64(bytes.count))
    #expect(tiling.reader.descendant("PIC[1]/rest", of: node)?.length == 1)
  }

  @Test func aContextWithoutEndAndARecordPastItsEndAreErrors() throws {
    let open = try HVMContextTests.scan(HVMContextTests.header)
    #expect(open.findings.map(\.rule) == [.hvmContextNoEnd])
    let bytes = HVMContextTests.header + HVMContextTests.record(13, 0, stated: 800, [1, 2, 3])
    let past = try HVMContextTests.scan(bytes)
    #expect(past.findings.map(\.rule) == [.hvmContextOverrun])
    #expect(past.findings.first?.offset == 32)
    #expect(past.findings.first?.value == 800)
    #expect(past.findings.first?.limit == 3)
  }

  @Test func aCutContextIsNoFaultOfItsRecords() throws {
    let bytes =
      HVMContextTests.header + HVMContextTests.record(2, 0, [UInt8](repeating: 1, count: 1024)) + HVMContextTests.end
    for count in 16..<bytes.count {
      let scan = try HVMContextTests.scan(Array(bytes.prefix(count)), size: bytes.count)
      #expect(scan.findings.isEmpty, "cut at \(count): \(scan.findings.map(\.rule))")
    }
  }

  @Test func followsMSRRecordsThatStateMoreRoomThanTheyUse() throws {
    let msr: [UInt8] = .number(0xC001_1027, bytes: 4) + .number(0, bytes: 4) + .number(0x1234, bytes: 8)
    let body: [UInt8] = .number(1, bytes: 8) + msr
    for stated in [24, 72] as [UInt64] {
      let bytes =
        HVMContextTests.header + HVMContextTests.record(20, 0, stated: stated, body)
        + HVMContextTests.record(20, 1, stated: stated, body) + HVMContextTests.end
      let scan = try HVMContextTests.scan(bytes)
      #expect(scan.records.map(\.typecode) == [1, 20, 20, 0])
      #expect(scan.findings.map(\.rule) == (stated == 24 ? [] : [.msrPadded, .msrPadded]))
      #expect(scan.findings.allSatisfy { $0.severity == .error && $0.value == 72 && $0.limit == 24 })
      let tiling = NodeTiling(bytes)
      let node = HVMContext.node(range: 0..<UInt64(bytes.count))
      #expect(tiling.faults(node) == [])
      #expect(
        tiling.reader.value("CPU_MSR[1]/msrs/DR0_ADDRESS_MASK/index", of: node)
          == .named(0xC001_1027, "DR0_ADDRESS_MASK"))
    }
    let whole =
      HVMContextTests.header + HVMContextTests.record(20, 0, .number(1, bytes: 8) + msr + msr) + HVMContextTests.end
    #expect(try HVMContextTests.scan(whole).records.map(\.body.count) == [24, 40, 0], "what is stated fits")
  }

  @Test(arguments: Fixtures.captures)
  func readsTheContextsOfRealCaptures(capture: CaptureFixture) throws {
    for place in try StreamPlaces.tails(of: capture, kind: "HVM") {
      let length = place.bytes.number(at: 24, bytes: 4)
      let bytes = Array(place.bytes[28..<28 + Int(length)])
      let scan = try HVMContextTests.scan(bytes)
      #expect(scan.findings.isEmpty)
      #expect(scan.isTerminated)
      #expect(scan.end == length)
      #expect(scan.records.first?.name == "HEADER")
      #expect(scan.records.filter { $0.name == "CPU" }.count >= 1)
      let tiling = NodeTiling(bytes)
      let node = HVMContext.node(range: 0..<length)
      #expect(tiling.faults(node) == [])
      #expect(tiling.reader.value("HEADER[0]/magic", of: node) == .address(0x5438_1286, bytes: 4))
      #expect(tiling.reader.value("CPU[0]/rip", of: node) == .address(bytes.number(at: 40 + 640, bytes: 8), bytes: 8))
    }
  }

  @Test func aContextCutAnywhereStillTiles() throws {
    let capture = try #require(Fixtures.tiny.first { $0.name == "hvm-plain" })
    let place = try #require(try StreamPlaces.tails(of: capture, kind: "HVM").first)
    let bytes = Array(place.bytes[28..<28 + Int(place.bytes.number(at: 24, bytes: 4))])
    for cut in 0..<bytes.count {
      let tiling = NodeTiling(Array(bytes.prefix(cut)), .edges)
      #expect(tiling.faults(HVMContext.node(range: 0..<UInt64(cut))) == [], "cut at \(cut)")
    }
  }

  @Test(arguments: Fixtures.v3)
  func listsTheRecordsThatXensOwnToolPrints(capture: CaptureFixture) throws {
    let path = "\(capture.folder ?? "")/hvmctx.txt"
    guard FixtureFile.exists(path), let records = capture.recordsPath else { return }
    let place = try #require(try FixtureFile.lines(records).first { $0.contains(" libxc 0x9 len ") })
    let numbers = place.split(separator: " ").compactMap { Int($0.drop { $0 == "@" }) }
    let start = try #require(numbers.first) + 8
    let bytes = Array(try FixtureFile.bytes(capture.path)[start..<start + (try #require(numbers.last))])
    let printed = try FixtureFile.lines(path).filter { $0.hasPrefix("Entry ") }.map { line in
      line.split { !$0.isNumber }.dropFirst().compactMap { Int($0) }
    }
    let scan = try HVMContextTests.scan(bytes)
    #expect(scan.findings.isEmpty)
    #expect(scan.records.map { [Int($0.typecode), Int($0.instance), Int($0.statedLength)] } == printed)
    #expect(NodeTiling(bytes).faults(HVMContext.node(range: 0..<UInt64(bytes.count))) == [])
  }

  @Test func randomBytesNeitherTrapNorHang() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for round in 0..<300 {
      var bytes = random.bytes(Int(random.next() % 3000))
      if round % 2 == 0 { bytes = HVMContextTests.header + bytes }
      let faults = NodeTiling(bytes).faults(HVMContext.node(range: 0..<UInt64(bytes.count)))
      #expect(faults == [], "seed \(seed), round \(round)")
    }
  }

  @Test func endlessEmptyRecordsStopAtALimit() throws {
    let bytes = Array(repeatElement(HVMContextTests.record(7, 0, []), count: HVMContext.maximumRecords + 100).joined())
    let scan = try HVMContextTests.scan(bytes)
    #expect(scan.records.count == HVMContext.maximumRecords)
    #expect(scan.end == UInt64(8 * HVMContext.maximumRecords))
    #expect(scan.findings.map(\.rule) == [.hvmContextHeader, .hvmContextRecordLength, .hvmContextNoEnd])
  }
}
