import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct EnvelopeTreeTests {
  static let xend =
    Array("receive\nLinuxGuestRecord".utf8) + EnvelopeTests.number(13, bigEndian: true) + Array("(image (linux".utf8)

  /// One of every kind, in whole.
  static let envelopes: [[UInt8]] = [
    EnvelopeTests.xl(flags: 1, config: "{\"type\": \"hvm\"}\0"),
    EnvelopeTests.xl(flags: 0, config: "x = 1\n", bigEndian: true),
    xend,
    Array("libvirt-xml\n \0 \r".utf8) + [1, 0, 0, 0, 9, 0, 0, 0] + [UInt8](repeating: 0, count: 40)
      + Array("<domain/>".utf8),
    SmallImage.xapiSignature + SmallImage.xenops + SmallImage.record(0xf2),
    Array("XenSavedDomain\n".utf8),
  ]

  private func children(_ bytes: [UInt8]) throws -> (span: LayerScan.Span?, nodes: [TreeNode]) {
    let capture = Capture(bytes: bytes)
    var snapshot = IndexSnapshot()
    snapshot.size = capture.size
    guard let span = try LayerScan(capture).spans.first else { return (nil, []) }
    let range = span.offset..<span.offset + span.length
    let layer = Layer(kind: span.kind, depth: 0, range: range, own: [range])
    let list = LayerNodes.node(for: layer, named: "layer", range).expand?(TreeReader(capture: capture, index: snapshot))
    return (span, (0..<(list?.count ?? 0)).compactMap { list?[$0] })
  }

  @Test func showsTheFieldsOfAnXlHeader() throws {
    let header = EnvelopeTests.xl(flags: 1, config: "{\"type\": \"hvm\"}\0", extra: 5)
    let (_, nodes) = try children(header + EnvelopeTests.legacy)
    #expect(
      nodes.map(\.name) == [
        "magic", "byteorder", "mandatory_flags", "optional_flags", "optional_data_len", "config_len", "config", "rest",
      ])
    #expect(nodes.map(\.value).contains(.named(1, "JSON config")))
    #expect(nodes.map(\.value).contains(.number(25)))
    let config = nodes.first { $0.name == "config" }
    #expect(config?.kind == .structure)
    #expect(config?.length == 16)
  }

  @Test func showsAXendConfig() throws {
    let (_, nodes) = try children(EnvelopeTreeTests.xend + EnvelopeTests.legacy)
    #expect(nodes.map(\.name) == ["command", "signature", "config_len", "config"])
    #expect(nodes[2].value == .number(13))
    #expect(nodes[3].value == .text(CaptureText("(image (linux".utf8)))
  }

  @Test func showsNoMoreThanTheBeginningOfALongConfig() throws {
    let long = String(repeating: "x", count: 100_000)
    let (_, nodes) = try children(EnvelopeTests.xl(flags: 0, config: long) + EnvelopeTests.legacy)
    #expect(nodes.last?.length == 100_000)
    #expect(nodes.last?.value == .text(CaptureText([UInt8](repeating: UInt8(ascii: "x"), count: 4096))))
  }

  @Test func anEnvelopeCutAnywhereIsTiledAndSaidToBeCut() throws {
    for envelope in EnvelopeTreeTests.envelopes {
      for length in LayerMagic.shortest...envelope.count {
        let bytes = Array(envelope[..<length])
        let scan = try LayerScan(Capture(bytes: bytes))
        let (span, nodes) = try children(bytes)
        #expect(span?.length == UInt64(length))
        #expect(scan.streamOffset == UInt64(length))
        var position: UInt64 = 0
        for node in nodes {
          #expect(node.offset == position && node.length > 0)
          position = node.end
        }
        #expect(position == UInt64(length))
        let cuts = scan.findings.filter { $0.rule == .cutShort }
        #expect(cuts.map(\.offset) == (length < envelope.count ? [UInt64(length)] : []))
        #expect(cuts.allSatisfy { $0.part == .envelope || $0.part == .xapiImage })
      }
    }
  }

  @Test func flippedBytesNeverLeaveAGapInTheTree() throws {
    for envelope in EnvelopeTreeTests.envelopes {
      for position in envelope.indices {
        for flip in [0x01, 0x80, 0xff] as [UInt8] {
          var bytes = envelope + EnvelopeTests.legacy
          bytes[position] ^= flip
          let (span, nodes) = try children(bytes)
          guard let span else { continue }
          #expect(span.length <= UInt64(bytes.count))
          #expect(nodes.reduce(0) { $0 + $1.length } == span.length)
        }
      }
    }
  }
}
