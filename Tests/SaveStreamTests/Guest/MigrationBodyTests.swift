import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// The bodies of v2 and v3 records that describe the guest.
@Suite struct MigrationBodyTests {
  @Test func theParametersOfAnHVMGuestHaveNames() throws {
    let records = try LibxcRecords(tiny: "tiny-pvh")
    let node = records.node(0xA) { HVMParameters.nodes(range: $0, records.reader) }
    #expect(NodeTiling(records.reader).faults(node) == [])
    let names = records.reader.names(in: node)
    #expect(names.prefix(3) == ["count", "reserved", "STORE_PFN"])
    #expect(names.contains("IDENT_PT") && names.contains("CONSOLE_PFN"))
    let store = records.reader.descendant("STORE_PFN/value", of: node)
    #expect(store?.pfn != nil && store?.value == store?.pfn.map { .pfn($0) })
    let table = records.reader.descendant("IDENT_PT/value", of: node)
    guard case .address(let address, bytes: 8) = table?.value else { return #expect(Bool(false), "no address") }
    #expect(table?.pfn == address >> 12)
    let list = try HVMParameters.list(records[0xA], records.reader.capture, .little)
    #expect(list.count == names.count - 2)
    #expect(list.first?.number == 1 && list.first?.value.count == 8)
    #expect(list.first?.value.lowerBound == records[0xA].lowerBound + 16)
  }

  @Test func parametersThatNoXenKnowsAndThatComeTwiceAreKeptApart() throws {
    let pairs: [(UInt64, UInt64)] = [(1, 2), (57, 3), (1, 4), (57, 5), (9, 0x23)]
    let body =
      [UInt8].number(5, bytes: 4) + .number(0, bytes: 4)
      + pairs.flatMap { [UInt8].number($0.0, bytes: 8) + .number($0.1, bytes: 8) } + [1, 2, 3]
    let reader = TreeReader(bytes: body)
    let nodes = HVMParameters.nodes(range: 0..<UInt64(body.count), reader)
    #expect(
      nodes.map(\.name) == [
        "count", "reserved", "STORE_PFN", "HVM_PARAM_57", "STORE_PFN#2", "HVM_PARAM_57#2", "VIRIDIAN", "rest",
      ])
    #expect(NodeTiling(body).faults(nodes, in: 0..<UInt64(body.count)) == [])
    #expect(reader.value("value", of: nodes[6]) == .named(0x23, "base_freq | no_freq | apic_assist"))
  }

  @Test func leavesOfCPUIDNameTheFeaturesOfTheProcessor() throws {
    let records = try LibxcRecords(tiny: "tiny-pv")
    let node = records.node(0x11) { CPUIDPolicy.nodes(range: $0, records.reader) }
    #expect(NodeTiling(records.reader).faults(node) == [])
    #expect(records.reader.names(in: node).count == 1176 / 24)
    #expect(records.reader.descendant("leaf 0x0", of: node)?.meaning == "vendor AuthenticAMD")
    #expect(records.reader.value("leaf 0x0/ebx", of: node) == .text(CaptureText("Auth".utf8)))
    #expect(
      records.reader.value("leaf 0x1/eax", of: node) == .named(0x80_0f12, "family 23, model 1, stepping 2"))
    guard case .named(_, let words) = records.reader.value("leaf 0x7.0/ebx", of: node) else {
      return #expect(Bool(false), "no features")
    }
    #expect(words.split(separator: " | ").contains("fsgsbase"))
  }

  @Test func aDifferenceOfTwoPoliciesNamesTheFeature() {
    func leaf(_ ebx: UInt64) -> [UInt8] {
      [7, 0, 0, ebx, 0, 0].flatMap { [UInt8].number($0, bytes: 4) }
    }
    let values = [leaf(1 << 5), leaf(1 << 5 | 1 << 16)].map { bytes in
      let reader = TreeReader(bytes: bytes)
      return reader.value("ebx", of: CPUIDPolicy.nodes(range: 0..<24, reader)[0])
    }
    #expect(values == [.named(0x20, "avx2"), .named(0x10020, "avx2 | avx512f")])
  }

  @Test func listsOfMSRsNameThem() throws {
    let records = try LibxcRecords(tiny: "tiny-pv")
    let node = records.node(0x12) { MSRPolicy.nodes(range: $0, records.reader) }
    #expect(NodeTiling(records.reader).faults(node) == [])
    #expect(records.reader.names(in: node) == ["PLATFORM_INFO", "ARCH_CAPABILITIES"])
    #expect(records.reader.value("PLATFORM_INFO/idx", of: node) == .named(0xCE, "PLATFORM_INFO"))
    let body: [UInt8] =
      .number(0x48, bytes: 8) + .number(5, bytes: 8) + .number(0x4711, bytes: 8) + .number(9, bytes: 8) + [0x48, 0]
    let reader = TreeReader(bytes: body)
    let nodes = MSRList.nodes(range: 0..<UInt64(body.count), reader)
    #expect(nodes.map(\.name) == ["SPEC_CTRL", "msr 0x4711", "msr"])
    #expect(reader.value("value", of: nodes[0]) == .named(5, "IBRS | SSBD"))
    #expect(NodeTiling(body).faults(nodes, in: 0..<UInt64(body.count)) == [])
  }

  @Test func theTimeStampCounterAndTheFrameListAreRead() throws {
    let records = try LibxcRecords(tiny: "tiny-pv")
    let tsc = TreeNode.structure(TSCInfo.migration, named: "tsc", at: records[8].lowerBound, available: 24)
    #expect(records.reader.value("tsc_mode", of: tsc) == .named(0, "default"))
    #expect(records.reader.value("khz", of: tsc) == .number(2_596_143))
    let frames = records.node(3) { P2MFrames.nodes(range: $0, guestBits: 64, records.reader) }
    #expect(NodeTiling(records.reader).faults(frames) == [])
    #expect(records.reader.value("end_pfn", of: frames) == .pfn(1023))
    let first = records.reader.descendant("frames/[0]", of: frames)
    #expect(first?.pfn != nil && first?.value == first?.pfn.map { .pfn($0) })
    let info = TreeNode.structure(PVInfo.layout, named: "info", at: records[2].lowerBound, available: 8)
    #expect(records.reader.value("guest_width", of: info) == .number(8))
    #expect(records.reader.value("pt_levels", of: info) == .number(4))
  }

  @Test func theExtendedContextHasTheFieldsThatItsSizeCovers() throws {
    let records = try LibxcRecords(tiny: "tiny-pv")
    let body = records[5]
    let node = ExtendedVcpuContext.node(range: body.lowerBound + 8..<body.upperBound)
    #expect(NodeTiling(records.reader).faults(node) == [])
    #expect(records.reader.value("size", of: node) == .number(64))
    #expect(records.reader.names(in: node).last == "mcg_ext_ctl")
  }

  @Test func numbersOfABigEndianStreamAreReadAsSuch() {
    let big = { (value: UInt64, bytes: Int) in Array([UInt8].number(value, bytes: bytes).reversed()) }
    let body = big(1, 4) + big(0, 4) + big(1, 8) + big(0xFEFF, 8)
    let reader = TreeReader(bytes: body).reading(.big)
    let nodes = HVMParameters.nodes(range: 0..<UInt64(body.count), reader)
    #expect(nodes.map(\.name) == ["count", "reserved", "STORE_PFN"])
    // Whoever looks inside need not know the order.
    #expect(TreeReader(bytes: body).value("value", of: nodes[2]) == .pfn(0xFEFF))
    let context = HVMContext.node(range: 0..<44).reading(.big)
    let records = big(1, 2) + big(0, 2) + big(24, 4) + big(0x5438_1286, 4) + big(1, 4) + big(0, 16) + big(0, 8)
    let value = TreeReader(bytes: Array(records.prefix(44))).value("HEADER[0]/magic", of: context)
    #expect(value == .address(0x5438_1286, bytes: 4))
  }

  @Test func entriesOfXenstoreAreATable() {
    let body = Array("physmap/0/start_addr\0000f0000\0physmap/0/name\0vga.ram\0odd\0".utf8)
    let reader = TreeReader(bytes: body)
    let nodes = XenstoreData.nodes(range: 0..<UInt64(body.count), reader)
    #expect(nodes.map(\.name) == ["[0]", "[1]", "rest"])
    #expect(NodeTiling(body).faults(nodes, in: 0..<UInt64(body.count)) == [])
    #expect(reader.value("key", of: nodes[1]) == .text(CaptureText("physmap/0/name".utf8)))
    #expect(reader.value("value", of: nodes[1]) == .text(CaptureText("vga.ram".utf8)))
  }

  @Test func bodiesCutAnywhereAndOfAnyBytesStillTile() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for round in 0..<400 {
      let bytes = random.bytes(Int(random.next() % 700))
      let range = 0..<UInt64(bytes.count)
      let tiling = NodeTiling(bytes)
      let lists = [
        HVMParameters.nodes(range: range, tiling.reader), CPUIDPolicy.nodes(range: range, tiling.reader),
        MSRList.nodes(range: range, tiling.reader), MSRPolicy.nodes(range: range, tiling.reader),
        XenstoreData.nodes(range: range, tiling.reader),
        P2MFrames.nodes(range: range, guestBits: 64, tiling.reader),
      ]
      for nodes in lists { #expect(tiling.faults(nodes, in: range) == [], "seed \(seed), round \(round)") }
      let nodes = [
        XsaveArea.migrationNode(range: range), XsaveArea.node(range: range), ExtendedVcpuContext.node(range: range),
        JSONText.node(named: "json", range: range), QEMUState.node(range: range),
        VcpuContext.node(range: range, guestBits: 64, vcpu: 0),
      ]
      for node in nodes { #expect(tiling.faults(node) == [], "seed \(seed), round \(round): \(node.name)") }
    }
  }
}
