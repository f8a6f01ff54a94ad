import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct EnvelopeTests {
  /// The first bytes of a legacy stream.
  static let legacy: [UInt8] = [0, 0x40, 0, 0, 0, 0, 0, 0, 0xf9, 0xff, 0xff, 0xff, 0, 0, 0, 0]

  /// A number of 4 bytes in either byte order.
  static func number(_ value: UInt32, bigEndian: Bool = false) -> [UInt8] {
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    return bigEndian ? bytes.reversed() : bytes
  }

  /// An xl header and its optional data.
  static func xl(
    flags: UInt32, config: String, optionalLength: UInt32? = nil, configLength: UInt32? = nil, extra: Int = 0,
    bigEndian: Bool = false
  ) -> [UInt8] {
    let length = UInt32(config.utf8.count)
    return Array("Xen saved domain, xl format\n \0 \r".utf8) + number(0x0102_0304, bigEndian: bigEndian)
      + number(flags, bigEndian: bigEndian) + number(0, bigEndian: bigEndian)
      + number(optionalLength ?? length + 4 + UInt32(extra), bigEndian: bigEndian)
      + number(configLength ?? length, bigEndian: bigEndian) + Array(config.utf8) + [UInt8](repeating: 7, count: extra)
  }

  private func scan(_ bytes: [UInt8]) throws -> LayerScan { try LayerScan(Capture(bytes: bytes)) }

  @Test func findsTheStreamInsideARealXlSaveFile() throws {
    let fixture = try #require(Fixtures.tiny.first { $0.name == "xl-hvm-plain" })
    let scan = try LayerScan(Capture.open(fixture.path))
    #expect(scan.spans == [LayerScan.Span(kind: .xl, offset: 0, length: 664)])
    #expect(scan.streamOffset == 664)
    #expect(scan.content == .legacy)
    #expect(scan.guestHint == .hvm)
    #expect(scan.findings.isEmpty)
  }

  @Test func findsNoEnvelopeAroundABareLegacyStream() throws {
    for fixture in Fixtures.tiny + Fixtures.malformed where fixture.name != "xl-hvm-plain" {
      let scan = try LayerScan(Capture.open(fixture.path))
      #expect(scan.spans.isEmpty && scan.content == .legacy && scan.findings.isEmpty, "\(fixture.path)")
    }
  }

  @Test(arguments: [false, true])
  func readsTextConfigsInBothByteOrders(bigEndian: Bool) throws {
    let header = EnvelopeTests.xl(flags: 0, config: "name='a'\nbuilder = 'hvm'\n", bigEndian: bigEndian)
    let scan = try scan(header + EnvelopeTests.legacy)
    #expect(scan.streamOffset == UInt64(header.count))
    #expect(scan.content == .legacy)
    #expect(scan.guestHint == .hvm)
    // No machine that runs Xen is big endian, so that is worth a warning and no more.
    #expect(scan.findings.map(\.rule) == (bigEndian ? [.xlByteOrder] : []))
    #expect(scan.findings.allSatisfy { $0.severity == .warning })
  }

  @Test func readsPastOptionalDataBehindTheConfig() throws {
    let header = EnvelopeTests.xl(flags: 1, config: "{ \"c_info\": { \"type\": \"pv\" } }\0", extra: 9)
    let scan = try scan(header + EnvelopeTests.legacy)
    #expect(scan.streamOffset == UInt64(header.count))
    #expect(scan.guestHint == .pv)
    #expect(scan.findings.isEmpty)
  }

  @Test func acceptsAnXlHeaderWithoutConfig() throws {
    let header = Array(EnvelopeTests.xl(flags: 0, config: "", optionalLength: 0).prefix(48))
    let scan = try scan(header + EnvelopeTests.legacy)
    #expect(scan.streamOffset == 48)
    #expect(scan.guestHint == nil)
    #expect(scan.findings.isEmpty)
  }

  @Test func reportsFlagsAndByteOrdersItDoesNotKnow() throws {
    var header = EnvelopeTests.xl(flags: 0x14, config: "x = 1\n")
    header[32] = 9
    let scan = try scan(header + EnvelopeTests.legacy)
    #expect(scan.findings.map(\.rule) == [.xlByteOrder, .xlUnknownFlag])
    #expect(scan.findings.map(\.offset) == [32, 36])
    #expect(scan.findings.last?.value == 0x14)
    #expect(scan.streamOffset == UInt64(header.count))
  }

  @Test func reportsAStreamThatIsNotTheOneTheHeaderNames() throws {
    let v2 = Array("LibxlFmt".utf8) + [0, 0, 0, 2, 0, 0, 0, 0]
    for (flags, stream, content, isWrong) in [
      (0, EnvelopeTests.legacy, LayerScan.Content.legacy, false),
      (2, EnvelopeTests.legacy, .legacy, true),
      (0, v2, .libxl2, true),
      (2, v2, .libxl2, false),
    ] as [(UInt32, [UInt8], LayerScan.Content, Bool)] {
      let header = EnvelopeTests.xl(flags: flags, config: "x = 1\n")
      let scan = try scan(header + stream)
      #expect(scan.content == content)
      #expect(scan.findings.map(\.rule) == (isWrong ? [.xlStreamVersion] : []))
      // The word that is wrong, and what would be right.
      #expect(scan.findings.allSatisfy { $0.offset == 36 && $0.value == UInt64(flags) && $0.limit == 2 - $0.value })
    }
  }

  @Test func goesOnAtTheStreamWhenALengthLies() throws {
    let sound = UInt64(EnvelopeTests.xl(flags: 0, config: "x = 1\n").count)
    // The config claims more than the header holds.
    var scanned = try scan(
      EnvelopeTests.xl(flags: 0, config: "x = 1\n", configLength: .max) + EnvelopeTests.legacy)
    #expect(scanned.findings.map(\.rule) == [.xlConfigOverrun])
    #expect(scanned.streamOffset == sound)
    // The header claims more than the capture holds, and the config is whole.
    scanned = try scan(
      EnvelopeTests.xl(flags: 0, config: "x = 1\n", optionalLength: .max) + EnvelopeTests.legacy)
    #expect(scanned.findings.map(\.rule) == [.xlConfigOverrun])
    #expect(scanned.streamOffset == sound)
    // Both claim too much: then the capture is cut.
    scanned = try scan(
      EnvelopeTests.xl(flags: 0, config: "x = 1\n", optionalLength: .max, configLength: .max - 4))
    #expect(scanned.findings.map(\.rule) == [.cutShort])
  }

  @Test func readsAXendRecordAndTheWordBeforeIt() throws {
    let config = "(domain (domid 3) (image (hvm (kernel x))))"
    let record = Array("LinuxGuestRecord".utf8) + EnvelopeTests.number(UInt32(config.utf8.count), bigEndian: true)
    for prefix in ["", "receive\n", "sslreceive\n"] {
      let envelope = Array(prefix.utf8) + record + Array(config.utf8)
      let scan = try scan(envelope + EnvelopeTests.legacy)
      #expect(scan.spans == [LayerScan.Span(kind: .xend, offset: 0, length: UInt64(envelope.count))])
      #expect(scan.content == .legacy)
      #expect(scan.guestHint == .hvm)
      #expect(scan.findings.isEmpty)
    }
  }

  @Test func namesWhatItKnowsButDoesNotRead() throws {
    let marker = [UInt8](repeating: 0xff, count: 8)
    let known: [(bytes: [UInt8], name: String)] = [
      (marker + Array("XENF".utf8) + [0, 0, 0, 4], "libxc v4 stream"),
      (
        marker + Array("XENF".utf8) + [0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0],
        "libxc stream of an unknown domain type (9)"
      ),
      (Array("QEVM".utf8) + [0, 0, 0, 3], "QEMU device-model state"),
      (UnreadCapture.coloBackChannel, "COLO back channel"),
      (
        Array("xl migration receiver ready, send binary domain data.\n".utf8),
        "the receiver's side of an xl migration"
      ),
    ]
    for (bytes, name) in known {
      let scan = try scan(bytes + [UInt8](repeating: 0, count: 100))
      guard case .unread(let unread) = scan.content else {
        Issue.record("\(name) is not recognised")
        continue
      }
      #expect(unread.name == name)
      #expect(scan.findings.isEmpty)
    }
  }

  @Test func findsNothingInWhatIsNoCapture() throws {
    var seed: UInt64 = 0x1234_5678_9abc_def1
    let random = (0..<4096).map { _ in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: seed >> 33)
    }
    let strangers: [[UInt8]] = [
      try Capture.open("/bin/ls").bytes(at: 0, count: 4096), [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0],
      Array("Xen is a hypervisor.\n".utf8), Array("Xen".utf8), [UInt8](repeating: 0, count: 4096), random, [0],
    ]
    for bytes in strangers {
      let scan = try scan(bytes)
      #expect(scan.spans.isEmpty && scan.content == .legacy && scan.findings.isEmpty && scan.streamOffset == 0)
    }
  }
}
