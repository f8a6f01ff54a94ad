import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct NestedEnvelopeTests {
  private static let xl = EnvelopeTests.xl(flags: 1, config: "{}\0")

  /// A header of each kind that holds a legacy stream.
  private static let heads: [(kind: Layer.Kind, bytes: [UInt8])] = [
    (.xl, xl), (.xend, EnvelopeTreeTests.xend), (.libvirt, SmallImage.libvirt(version: 1)),
    (.xapi, SmallImage.xapiSignature + SmallImage.record(0xf2)),
  ]

  @Test func everyEnvelopeIsReadInsideEveryOther() throws {
    for outer in Self.heads {
      for inner in Self.heads {
        let bytes = outer.bytes + inner.bytes + SmallImage.legacy()
        let read = try IndexedCapture(bytes: bytes)
        #expect(read.index.layers.map(\.kind) == [outer.kind, inner.kind, .stream])
        #expect(read.index.contentCount == 1)
        #expect(read.findingKeys.contains("nested-envelope@\(outer.bytes.count)"))
        #expect(read.tree.tilingFaults() == [])
      }
    }
  }

  @Test func aThousandEnvelopesEndInAFinding() throws {
    for (kind, head) in Self.heads {
      let bytes = Array([[UInt8]](repeating: head, count: 1000).joined()) + SmallImage.legacy()
      let read = try IndexedCapture(bytes: bytes)
      #expect(read.index.layers.count == 64 && read.index.layers.allSatisfy { $0.kind == kind })
      #expect(read.index.findings.map(\.rule).contains(.noStream))
      #expect(read.index.isFinished)
    }
  }
}
