import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct ToolstackPayloadTests {
  /// A payload with entries of these names, as a libxl that leaves `gap` bytes after each would write it.
  static func payload(_ names: [String], gap: Int, count: Int? = nil, version: UInt64 = 1) -> [UInt8] {
    let entries = names.map { name -> [UInt8] in
      .number(0x8000_0000, bytes: 8) + .number(0xF000_0000, bytes: 8) + .number(0x80_0000, bytes: 8)
        + .number(UInt64(name.utf8.count), bytes: 4) + Array(name.utf8) + [UInt8](repeating: 0xA5, count: gap)
    }
    let body: [UInt8] = .number(version, bytes: 4) + .number(UInt64(count ?? names.count), bytes: 4) + entries.joined()
    return .number(UInt64(body.count), bytes: 4) + body
  }

  @Test(arguments: [(32, 0), (64, 4), (64, 0), (32, 4)])
  func readsEntriesInBothStrides(bits: Int, gap: Int) throws {
    let bytes = ToolstackPayloadTests.payload(["vga.vram\0", "", "rom\0"], gap: gap)
    let tiling = NodeTiling(bytes)
    let nodes = LegacyPayload.nodes(
      id: -18, payload: 0..<UInt64(bytes.count), toolstackBits: bits, reader: tiling.reader)
    #expect(tiling.faults(nodes, in: 0..<UInt64(bytes.count)) == [])
    #expect(nodes.map(\.name) == ["length", "version", "count", "entries"])
    let entries = try #require(nodes.last)
    #expect(tiling.reader.value("[0]/name", of: entries) == .text(CaptureText("vga.vram".utf8)))
    #expect(tiling.reader.value("[0]/start_addr", of: entries) == .address(0xF000_0000, bytes: 8))
    #expect(tiling.reader.value("[2]/name", of: entries) == .text(CaptureText("rom".utf8)))
    #expect(tiling.reader.descendant("[1]/name", of: entries) == nil)
    #expect(tiling.reader.descendant("[0]/padding", of: entries)?.length == (gap == 0 ? nil : 4))
    #expect(try LegacyPayloadTests.findings(-18, bytes, bits: bits).isEmpty)
  }

  @Test func entriesThatOverrunAreAnErrorAndBytesLeftOverAWarning() throws {
    let more = try LegacyPayloadTests.findings(-18, ToolstackPayloadTests.payload(["a\0"], gap: 4, count: 2))
    #expect(more.map(\.rule) == [.toolstackLayout])
    #expect(more.map(\.severity) == [.error])
    #expect(more.map(\.offset) == [46])
    let fewer = try LegacyPayloadTests.findings(-18, ToolstackPayloadTests.payload(["a\0", "b\0"], gap: 4, count: 1))
    #expect(fewer.map(\.severity) == [.warning])
    let version = try LegacyPayloadTests.findings(-18, ToolstackPayloadTests.payload(["a\0"], gap: 4, version: 2))
    #expect(version.map(\.rule) == [.toolstackVersion] && version.map(\.severity) == [.error])
    let endless = try LegacyPayloadTests.findings(-18, ToolstackPayloadTests.payload(["vram"], gap: 4))
    #expect(endless.map(\.rule) == [.toolstackName])
    var lying = ToolstackPayloadTests.payload(["a\0"], gap: 4)
    lying.replaceSubrange(36..<40, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(try LegacyPayloadTests.findings(-18, lying).map(\.severity) == [.error])
    #expect(try LegacyPayloadTests.findings(-18, ToolstackPayloadTests.payload([], gap: 4)).isEmpty)
  }

  @Test(arguments: ["t32-hvm-plain", "hvm-remus-compressed"])
  func readsTheEntriesOfRealCapturesAndAnyCutOfThem(name: String) throws {
    let capture = try #require(Fixtures.tiny.first { $0.name == name })
    let bits = name.hasPrefix("t32") ? 32 : 64
    let bytes = try #require(try StreamPlaces.payloads(of: capture, id: -18).first).bytes
    let tiling = NodeTiling(bytes)
    let nodes = LegacyPayload.nodes(
      id: -18, payload: 0..<UInt64(bytes.count), toolstackBits: bits, reader: tiling.reader)
    let entries = try #require(nodes.last)
    #expect(tiling.reader.value("[0]/name", of: entries) == .text(CaptureText("vga.vram".utf8)))
    #expect(tiling.reader.value("[1]/name", of: entries) == .text(CaptureText("0000:00:04.0/rtl8139.rom".utf8)))
    for cut in 0..<bytes.count {
      let tiling = NodeTiling(Array(bytes.prefix(cut)))
      let range = 0..<UInt64(cut)
      let nodes = LegacyPayload.nodes(id: -18, payload: range, toolstackBits: bits, reader: tiling.reader)
      #expect(tiling.faults(nodes, in: range) == [], "cut at \(cut)")
    }
  }
}
