import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct LayoutTests {
  static let all: [Layout] =
    [
      VcpuContext.bits64, VcpuContext.bits32, SharedInfo.bits64, SharedInfo.bits32, StartInfo.bits64,
      StartInfo.bits32, TSCInfo.legacy, TSCInfo.migration, MagicPFNs.layout, PVInfo.layout, .hvmDescriptor,
      VcpuContext.layout(guestBits: 64, vcpu: 0), VcpuContext.layout(guestBits: 32, vcpu: 0),
    ] + ExtendedVcpuContext.layouts + HVMRecordType.all.flatMap(\.layouts)

  @Test(arguments: all.indices)
  func fieldsAscendWithoutOverlapInsideTheirStructure(index: Int) {
    check(LayoutTests.all[index])
  }

  private func check(_ layout: Layout) {
    var end = 0
    for field in layout.fields {
      #expect(field.offset >= end, "\(layout.name).\(field.name) overlaps what is before it")
      end = field.end
      if case .structure(let inner) = field.type { check(inner) }
      if case .array(.structure(let inner), _) = field.type { check(inner) }
    }
    #expect(end <= layout.byteCount, "\(layout.name) is longer than \(layout.byteCount)")
    #expect(Set(layout.fields.map(\.name)).count == layout.fields.count, "\(layout.name) repeats a name")
  }

  @Test func structuresHaveTheSizesOfXensHeaders() {
    #expect(VcpuContext.bits64.fields.last?.end == 5168)
    #expect(VcpuContext.bits32.fields.last?.end == 2800)
    #expect(StartInfo.bits64.fields.last?.end == 1168)
    #expect(StartInfo.bits32.fields.last?.end == 1112)
    #expect(Layout.hvmCPU.map { $0.fields.last?.end } == [1016, 1024, 1028])
    #expect(Layout.hvmMTRR.fields.last?.end == 240)
    #expect(Layout.hvmViridianVcpu.last?.fields.last?.end == 216)
  }

  @Test func aStructureIsTiledWithItsHolesAndWhatFollowsIt() {
    let layout = Layout(
      "sample", byteCount: 12, [.init("a", at: 2, .number(bytes: 2)), .init("b", at: 8, .text(bytes: 2))])
    let bytes: [UInt8] = [9, 9, 1, 2, 9, 9, 9, 9, 65, 0, 9, 9, 7, 7]
    let tiling = NodeTiling(bytes)
    let node = TreeNode.structure(layout, named: "sample", at: 0, available: 14)
    #expect(tiling.faults(node) == [])
    #expect(tiling.reader.names(in: node) == ["padding@0", "a", "padding@4", "b", "padding@10", "rest"])
    #expect(tiling.reader.value("a", of: node) == .number(0x201))
    #expect(tiling.reader.value("b", of: node) == .text(CaptureText([65])))
    #expect(tiling.reader.value("rest", of: node) == .bytes([7, 7]))
  }

  @Test func aCutFieldIsShownWithoutAValueAndMarkedWhereTheCaptureEnds() {
    let layout = Layout(
      "sample", byteCount: 8, [.init("a", at: 0, .number(bytes: 4)), .init("b", at: 4, .number(bytes: 4))])
    let reader = TreeReader(bytes: [1, 0, 0, 0, 2, 0])
    let node = TreeNode.structure(layout, named: "sample", at: 0, available: 6)
    #expect(reader.value("a", of: node) == .number(1))
    let cut = reader.descendant("b", of: node)
    #expect(cut?.length == 2)
    #expect(cut?.value == nil)
    #expect(cut?.finding == .cutShort)
  }

  @Test func valuesAreReadByTheirType() {
    let bytes: [UInt8] = [0xFE, 0xFF, 0xFF, 0xFF]
    #expect(FieldType.signed(bytes: 4).value(of: bytes[...]) == .signed(-2))
    #expect(FieldType.signed(bytes: 1).value(of: bytes[..<1]) == .signed(-2))
    #expect(FieldType.bigEndian(bytes: 2).value(of: bytes[..<2]) == .number(0xFEFF))
    #expect(FieldType.address(bytes: 2).value(of: bytes[..<2]) == .address(0xFFFE, bytes: 2))
    #expect(
      FieldType.flags(bytes: 1, names: [1: "one", 7: "seven"]).value(of: [0x83]) == .named(0x83, "one | seven | 0x1"))
    #expect(FieldType.choice(bytes: 1, names: [3: "three"]).value(of: [3]) == .named(3, "three"))
    #expect(FieldType.choice(bytes: 1, names: [3: "three"]).value(of: [4]) == .named(4, "unknown"))
  }

  @Test func decodingNamesEveryFieldAsTheTreeDoes() {
    let bytes = (0..<5168).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let reader = TreeReader(bytes: bytes)
    let node = TreeNode.structure(VcpuContext.bits64, named: "context", at: 0, available: 5168)
    let decoded = VcpuContext.bits64.decode(bytes)
    #expect(decoded.count > 800)
    for field in decoded.enumerated().filter({ $0.offset % 9 == 0 }).map(\.element) {
      let found = reader.descendant(field.path, of: node)
      #expect(found?.offset == UInt64(field.offset), "\(field.path)")
      #expect(found?.length == UInt64(field.length), "\(field.path)")
      #expect(found?.value == field.value, "\(field.path)")
    }
  }
}
