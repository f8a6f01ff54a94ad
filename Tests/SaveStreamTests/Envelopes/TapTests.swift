import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct TapTests {
  private static let banner = Array("xl migration receiver ready, send binary domain data.\n".utf8)
  private static let xl = EnvelopeTests.xl(flags: 1, config: "{\"type\": \"hvm\"}\0")

  @Test func theReceiversSideIsNamedAndItsTextsAreShown() throws {
    let read = try IndexedCapture(bytes: UnreadCapture.receiverSide)
    #expect(read.index.unreadContent == .receiverSide)
    #expect(read.findingKeys == ["not-read-yet@0"])
    let tap = try #require(read.tree.node(at: "tap"))
    #expect(read.tree.reader.names(in: tap) == ["banner", "received", "report", "status"])
    #expect(read.tree.reader.value("status", of: tap) == .number(0))
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func aReceiverThatFailedHandsTheGuestBack() throws {
    let bytes = UnreadCapture.receiverSide.dropLast() + [3] + TrailingReader.handshake
    let read = try IndexedCapture(bytes: Array(bytes))
    #expect(read.index.unreadContent == .receiverSide)
    let tap = try #require(read.tree.node(at: "tap"))
    #expect(read.tree.reader.names(in: tap) == ["banner", "received", "report", "status", "handback"])
    #expect(read.tree.reader.value("status", of: tap) == .number(3))
  }

  @Test func aCaptureOfBothDirectionsIsRead() throws {
    let read = try IndexedCapture(
      bytes: Self.banner + Self.xl + SmallImage.legacy() + TrailingReader.handshake)
    #expect(read.index.layers.map(\.kind) == [.tap, .xl, .stream])
    #expect(read.index.findings.map(\.rule) == [.trailingHandshake])
    #expect(read.index.takeover == 0)
    #expect(read.tree.node(at: "tap/banner") != nil)
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func aTapCutAnywhereIsNoStream() throws {
    for length in 4..<UnreadCapture.receiverSide.count {
      let read = try IndexedCapture(bytes: Array(UnreadCapture.receiverSide[..<length]))
      #expect(read.index.unreadContent == .receiverSide && read.index.stream == nil)
      #expect(read.tree.tilingFaults() == [], "cut at \(length)")
    }
  }

  @Test func theBackChannelOfCOLOFollowsTheBanner() throws {
    let read = try IndexedCapture(bytes: Self.banner + UnreadCapture.coloBackChannel)
    #expect(read.index.unreadContent == .coloBackChannel)
    #expect(read.findingKeys == ["not-read-yet@54"])
  }
}
