import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct LibvirtTests {
  private static let v2: [UInt8] = Array("LibxlFmt".utf8) + [0, 0, 0, 2, 0, 0, 0, 0]

  /// Rule, offset, value and right value of each finding.
  private func findings(_ bytes: [UInt8]) throws -> [String] {
    try IndexedCapture(bytes: bytes).index.findings.map {
      "\($0.rule.rawValue)@\($0.offset) \($0.value) \($0.limit)"
    }
  }

  @Test func readsTheLegacyStreamOfVersion1() throws {
    let head = SmallImage.libvirt(version: 1)
    let read = try IndexedCapture(bytes: head + SmallImage.legacy())
    #expect(read.findingKeys == [])
    #expect(read.index.stream?.offset == UInt64(head.count))
    #expect(read.index.layers.map(\.kind) == [.libvirt, .stream])
    #expect(read.index.takeover == 0)
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func showsHeaderAndXML() throws {
    let read = try IndexedCapture(bytes: SmallImage.libvirt(version: 1) + SmallImage.legacy())
    let node = try #require(read.tree.node(at: "libvirt"))
    #expect(read.tree.reader.names(in: node) == ["magic", "version", "xmlLen", "unused", "xml"])
    #expect(read.tree.reader.value("version", of: node) == .named(1, "legacy stream"))
    #expect(read.tree.reader.value("xml", of: node) == .text(CaptureText(SmallImage.xml().utf8)))
  }

  @Test(arguments: [("hvm", GuestKind.hvm), ("xenpvh", .hvm), ("xen", .pv), ("linux", .pv), ("exe", nil)])
  func theXMLTellsTheGuest(_ type: String, _ guest: GuestKind?) {
    #expect(GuestHint.xml(Array(SmallImage.xml(type: type).utf8)) == guest)
  }

  @Test func aVersionThatNamesTheOtherStreamIsAnErrorAtThatWord() throws {
    let legacy = SmallImage.libvirt(version: 2) + SmallImage.legacy()
    #expect(try findings(legacy) == ["libvirt-stream-version@16 2 1"])
    #expect(try IndexedCapture(bytes: legacy).index.checkpoints.count == 1)
    let v2 = try findings(SmallImage.libvirt(version: 1) + Self.v2)
    #expect(v2.first == "libvirt-stream-version@16 1 2")
    #expect(try findings(SmallImage.libvirt(version: 2) + Self.v2).allSatisfy { !$0.hasPrefix("libvirt") })
  }

  @Test(arguments: [0, 3, 0xffff_ffff] as [UInt64])
  func aVersionThatNobodyKnowsIsAnError(_ version: UInt64) throws {
    let image = SmallImage.libvirt(version: version) + SmallImage.legacy()
    #expect(try findings(image) == ["libvirt-version@16 \(version) 2"])
    #expect(try IndexedCapture(bytes: image).index.checkpoints.count == 1)
  }

  @Test func goesOnBehindTheXMLWhenItsLengthLies() throws {
    let right = UInt64(SmallImage.xml().utf8.count + 1)
    for length in [0, 1, right - 1, right + 1, right + 40, 0xffff_ffff] as [UInt64] {
      let image = SmallImage.libvirt(version: 1, length: length) + SmallImage.legacy()
      #expect(try findings(image) == ["libvirt-xml-length@20 \(length) \(right)"], "\(length)")
      let read = try IndexedCapture(bytes: image)
      #expect(read.index.checkpoints.count == 1)
      #expect(read.tree.tilingFaults() == [])
    }
  }

  @Test func anImageCutInsideItsXMLIsCut() throws {
    let head = SmallImage.libvirt(version: 1)
    for length in 4..<head.count {
      let read = try IndexedCapture(bytes: Array(head[..<length]))
      #expect(read.findingKeys == ["cut-short@\(length)"])
      #expect(read.tree.tilingFaults() == [])
    }
  }
}
