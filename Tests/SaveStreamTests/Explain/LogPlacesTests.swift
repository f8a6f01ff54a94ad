import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Where the numbers of log lines lead to in a capture.
@Suite struct LogPlacesTests {
  private func places(_ line: String, in path: String) throws -> [LogPlace] {
    let read = try IndexedCapture(path: path)
    let places = LogPlaces(capture: read.capture, index: read.index)
    return try LogExplanation(of: line).numbers.compactMap(\.target).flatMap { try places.places(of: $0) }
  }

  private func field(_ name: String) throws -> String {
    try #require(Fixtures.field.first { $0.name == name }).path
  }

  @Test func anEntryLeadsToItsRecord() throws {
    let places = try places("failed to load entry 20/0", in: field("cpu-msr-1-of-4"))
    #expect(places.map(\.offset) == [0x185a0])
    #expect(places.first?.path.hasSuffix("/CPU_MSR[0]") == true)
    #expect(places.first?.words.hasPrefix("72 bytes") == true)
    #expect(places.first?.words.contains("count 1") == true)
    #expect(try self.places("entry 20/1", in: field("cpu-msr-1-of-4")).isEmpty)
  }

  @Test func aLeafLeadsToThePolicy() throws {
    let places = try places("leaf 00000000", in: Fixtures.sample("v3-hvm.bin"))
    #expect(places.count == 1)
    #expect(places.first?.path.hasSuffix("leaf 0x0") == true)
    #expect(places.first?.words.contains("eax") == true)
    #expect(try self.places("leaf 0x99", in: Fixtures.sample("v3-hvm.bin")).isEmpty)
  }

  @Test func theFirstBytesLeadToTheStream() throws {
    let places = try places("Invalid ident, got 0x01f00f…", in: field("xl-flags-v2-legacy-stream"))
    #expect(places.map(\.words) == ["legacy libxc save stream (Xen 3.x to 4.5), written by a 64-bit toolstack"])
  }

  @Test func aPageLeadsToItsLastSend() throws {
    let places = try places("PT base is bad. pfn=45 nr=80 type=30000000", in: field("cr3-is-l3"))
    #expect(places.count == 1)
    #expect(places.first?.words.hasPrefix("L3TAB") == true)
    #expect(try self.places("PT base is bad. pfn=76 nr=80 type=0", in: field("cr3-not-sent")).isEmpty)
  }

  @Test func aCaptureWithoutAStreamHasNoPlaces() throws {
    let read = try IndexedCapture(bytes: UnreadCapture.coloBackChannel)
    let places = LogPlaces(capture: read.capture, index: read.index)
    for target in [
      .hvmRecord(type: 2, instance: 0), .cpuidLeaf(0, subleaf: nil), .msr(0x48), .page(1), .streamStart,
    ] as [LoggedNumber.Target] {
      #expect(try places.places(of: target).isEmpty)
    }
  }
}
