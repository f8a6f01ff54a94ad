import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct PVTailNodeTests {
  static let shape64 = VcpuRecord.Shape(guestBits: 64, hasExtendedContext: true, hasXsave: true)
  static let shape32 = VcpuRecord.Shape(guestBits: 32, hasExtendedContext: true, hasXsave: true)

  /// The first tail of a tiny capture, and where its vCPU records begin in it.
  static func tail(_ name: String, word: Int) throws -> (bytes: [UInt8], records: Int) {
    let capture = try #require(Fixtures.tiny.first { $0.name == name })
    let bytes = try #require(try StreamPlaces.tails(of: capture, kind: "PV").first).bytes
    return (bytes, 4 + Int(bytes.number(at: 0, bytes: 4)) * word)
  }

  @Test func readsTheRecordsOfA64BitGuest() throws {
    let (bytes, start) = try PVTailNodeTests.tail("pv64-plain", word: 8)
    let tiling = NodeTiling(bytes)
    let reader = tiling.reader
    let unmapped = UnmappedList.node(range: 0..<UInt64(start), toolstackBits: 64)
    #expect(tiling.faults(unmapped) == [])
    #expect(reader.value("count", of: unmapped) == .number(5))
    #expect(reader.value("pfns/[4]", of: unmapped) == .pfn(78))
    let length = UInt64(5168 + 128 + 16 + 576)
    for vcpu in 0..<2 as Range<UInt64> {
      let offset = UInt64(start) + vcpu * length
      let node = VcpuRecord.node(
        named: "vcpu[\(vcpu)]", vcpu: Int(vcpu), range: offset..<offset + length, shape: PVTailNodeTests.shape64)
      #expect(tiling.faults(node) == [])
      #expect(reader.names(in: node) == ["context", "extended", "xsave"])
      #expect(reader.value("context/user_regs/rip", of: node) == .address(0xFFFF_FFFF_8100_1234 + vcpu, bytes: 8))
      #expect(reader.value("context/user_regs/rax", of: node) == .address(0xDEAD_0000 + vcpu, bytes: 8))
      #expect(reader.value("context/user_regs/rdx", of: node) == .address(vcpu == 0 ? 10 : 0x1111, bytes: 8))
      #expect(reader.value("context/gdt_frames/[0]", of: node) == .pfn(0xD + vcpu))
      #expect(reader.value("context/gdt_ents", of: node) == .number(512))
      #expect(reader.value("context/ctrlreg/cr3", of: node) == .address(0x2B000, bytes: 8))
      #expect(reader.value("extended/vcpu", of: node) == .number(vcpu))
      #expect(reader.value("extended/size", of: node) == .number(56))
      #expect(reader.descendant("extended/undefined", of: node)?.length == 72)
      #expect(reader.value("xsave/size", of: node) == .number(576))
      let findings = try VcpuContextCheck.findings(
        contextAt: offset, vcpu: Int(vcpu), guestBits: 64, p2mSize: 0x50, checkpoint: 0, capture: reader.capture)
      #expect(findings.isEmpty)
    }
    let page = UInt64(bytes.count) - SharedInfo.byteCount
    #expect(page == UInt64(start) + 2 * length)
    let shared = SharedInfo.node(range: page..<UInt64(bytes.count), guestBits: 64)
    #expect(tiling.faults(shared) == [])
    #expect(reader.value("arch/pfn_to_mfn_frame_list_list", of: shared) == .address(0, bytes: 8))
  }

  @Test(arguments: ["pv32-plain", "t32-pv32-plain"])
  func readsTheRecordsOfA32BitGuest(name: String) throws {
    let (bytes, start) = try PVTailNodeTests.tail(name, word: name.hasPrefix("t32") ? 4 : 8)
    let tiling = NodeTiling(bytes)
    let node = VcpuRecord.node(
      named: "vcpu[0]", vcpu: 0, range: UInt64(start)..<UInt64(start) + 2800 + 128,
      shape: .init(guestBits: 32, hasExtendedContext: true, hasXsave: false))
    #expect(tiling.faults(node) == [])
    #expect(tiling.reader.value("context/user_regs/edx", of: node) == .address(10, bytes: 4))
    #expect(tiling.reader.value("context/user_regs/eip", of: node) == .address(0xC100_1234, bytes: 4))
    #expect(tiling.reader.value("context/ctrlreg/cr3", of: node) == .address(0x2B000, bytes: 4))
    let findings = try VcpuContextCheck.findings(
      contextAt: UInt64(start), vcpu: 0, guestBits: 32, p2mSize: 0x50, checkpoint: 0, capture: tiling.reader.capture)
    #expect(findings.isEmpty)
    let page = UInt64(bytes.count) - SharedInfo.byteCount
    #expect(tiling.faults(SharedInfo.node(range: page..<UInt64(bytes.count), guestBits: 32)) == [])
  }

  @Test func aVcpuRecordCutAnywhereStillTiles() throws {
    let (bytes, start) = try PVTailNodeTests.tail("pv64-plain", word: 8)
    let record = Array(bytes[start..<start + 5888])
    // Words are of 8 bytes, so that every place within one has its turn.
    for cut in stride(from: 0, through: record.count, by: 5) {
      let tiling = NodeTiling(Array(record.prefix(cut)), .edges)
      let node = VcpuRecord.node(named: "vcpu[0]", vcpu: 0, range: 0..<UInt64(cut), shape: PVTailNodeTests.shape64)
      #expect(tiling.faults(node) == [], "cut at \(cut)")
    }
  }

  @Test func findsWhatAReceiverWouldRefuse() throws {
    var bytes = [UInt8](repeating: 0, count: 5168)
    func findings() throws -> [Finding] {
      try VcpuContextCheck.findings(
        contextAt: 0, vcpu: 1, guestBits: 64, p2mSize: 0x100, checkpoint: 3, capture: Capture(bytes: bytes))
    }
    #expect(try findings().map(\.rule) == [.vcpuPageTableBase], "CR3 is 0")
    bytes.replaceSubrange(5008..<5016, with: [UInt8].number(0x42 << 12, bytes: 8))
    #expect(try findings().isEmpty)
    bytes.replaceSubrange(4992..<5000, with: [UInt8].number(0x100 << 12 | 1, bytes: 8))
    #expect(try findings().map(\.offset) == [4992])
    bytes.replaceSubrange(4992..<5000, with: [UInt8].number(0x100 << 12, bytes: 8))
    #expect(try findings().isEmpty, "the user base is not valid")
    bytes.replaceSubrange(4960..<4968, with: [UInt8].number(8193, bytes: 8))
    #expect(try findings().map(\.rule) == [.vcpuDescriptorCount])
    bytes.replaceSubrange(4960..<4968, with: [UInt8].number(513, bytes: 8))
    bytes.replaceSubrange(4840..<4848, with: [UInt8].number(0x100, bytes: 8))
    #expect(try findings().map(\.offset) == [4840])
    #expect(try findings().map(\.checkpoint) == [3])
    bytes.replaceSubrange(4960..<4968, with: [UInt8].number(512, bytes: 8))
    #expect(try findings().isEmpty, "the second frame is not used")
    bytes.removeLast()
    #expect(try findings().isEmpty, "a cut context is the cut's finding")
  }

  @Test func unfoldsThePageTableBaseOfA32BitGuest() throws {
    var bytes = [UInt8](repeating: 0, count: 2800)
    let pfn: UInt64 = 0x123_4567
    bytes.replaceSubrange(2728..<2732, with: [UInt8].number(pfn << 12 | pfn >> 20, bytes: 4))
    func findings(_ p2mSize: UInt64) throws -> [Finding] {
      try VcpuContextCheck.findings(
        contextAt: 0, vcpu: 1, guestBits: 32, p2mSize: p2mSize, checkpoint: 0, capture: Capture(bytes: bytes))
    }
    #expect(try findings(pfn + 1).isEmpty)
    #expect(try findings(pfn).map(\.value) == [pfn])
  }

  @Test func anXsaveSizeThatDiffersFromTheHeadersIsAWarning() throws {
    let bytes: [UInt8] = .number(7, bytes: 8) + .number(576, bytes: 8)
    let capture = Capture(bytes: bytes)
    let fits = try VcpuContextCheck.xsaveFindings(xsaveAt: 0, xcntSize: 592, checkpoint: 0, capture: capture)
    #expect(fits.isEmpty)
    let differs = try VcpuContextCheck.xsaveFindings(xsaveAt: 0, xcntSize: 600, checkpoint: 0, capture: capture)
    #expect(differs.map(\.rule) == [.xsaveSize])
    #expect(differs.map(\.severity) == [.warning])
    #expect(differs.map(\.value) == [592])
    let huge = Capture(bytes: .number(7, bytes: 8) + .number(.max, bytes: 8))
    #expect(try VcpuContextCheck.xsaveFindings(xsaveAt: 0, xcntSize: 15, checkpoint: 0, capture: huge).count == 1)
  }

  @Test func randomBytesTileWhateverTheyState() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for round in 0..<40 {
      let bytes = random.bytes(Int(random.next() % 9000))
      let range = 0..<UInt64(bytes.count)
      let tiling = NodeTiling(bytes)
      for shape in [PVTailNodeTests.shape64, PVTailNodeTests.shape32] {
        #expect(
          tiling.faults(VcpuRecord.node(named: "vcpu[0]", vcpu: 0, range: range, shape: shape)) == [],
          "seed \(seed), \(round)")
      }
      let others = [
        SharedInfo.node(range: range, guestBits: 64), SharedInfo.node(range: range, guestBits: 32),
        UnmappedList.node(range: range, toolstackBits: 32), UnmappedList.node(range: range, toolstackBits: 64),
        MagicPFNs.node(range: range), DeviceModelRecord.node(range: range),
      ]
      for node in others { #expect(tiling.faults(node) == [], "seed \(seed), \(round), \(node.name)") }
    }
  }
}
