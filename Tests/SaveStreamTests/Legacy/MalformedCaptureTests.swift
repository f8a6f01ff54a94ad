@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// Captures broken on purpose: each gives its finding at the bytes that were changed, and the rest still reads.
/// `docs/findings.md` says where we are stricter or kinder than Xen's receiver.
@Suite struct MalformedCaptureTests {
  /// What is to be found in a capture.
  struct Expectation: Sendable, CustomStringConvertible {
    let name: String
    /// `rule@offset`, in order.
    let findings: [String]
    let lastComplete: Int?
    let takeover: Int?

    init(_ name: String, _ findings: [String], lastComplete: Int?, takeover: Int?) {
      self.name = name
      self.findings = findings
      self.lastComplete = lastComplete
      self.takeover = takeover
    }

    var description: String { name }
  }

  static let expectations: [Expectation] = [
    .init("trunc-header", ["cut-short@4"], lastComplete: nil, takeover: nil),
    .init("trunc-in-pages", ["cut-short@5228"], lastComplete: nil, takeover: nil),
    .init("trunc-in-hvmctx", ["cut-short@98780"], lastComplete: nil, takeover: nil),
    .init("trunc-in-qemu", ["cut-short@105677"], lastComplete: nil, takeover: nil),
    .init("batch-1025", ["batch-too-large@32"], lastComplete: nil, takeover: nil),
    .init("unknown-minus22", ["unknown-chunk@32"], lastComplete: 0, takeover: nil),
    .init("maxvcpu-4096", ["vcpu-limit@98536"], lastComplete: 0, takeover: nil),
    .init("no-vcpu-info", ["vcpu-info-missing@98632"], lastComplete: 0, takeover: 0),
    .init("pfn-way-out", ["pfn-out-of-range@36"], lastComplete: 0, takeover: nil),
    .init("pfn-duplicate", ["pfn-repeated@44"], lastComplete: 0, takeover: 0),
    .init("pfntype-6", ["page-type-undefined@44"], lastComplete: 0, takeover: 0),
    .init("pfntype-8", ["pin-without-table@44"], lastComplete: 0, takeover: 0),
    .init("batch-all-xtab", ["batch-without-content@32"], lastComplete: 0, takeover: 0),
    .init("bad-qemu-sig", ["device-model-signature@99752"], lastComplete: nil, takeover: nil),
    .init("no-last-checkpoint-nockpt", ["last-checkpoint-missing@98644"], lastComplete: 0, takeover: 0),
    .init("compressed-in-format-a", ["compressed-unexpected@32"], lastComplete: 0, takeover: nil),
    .init("two-vcpu-info", ["vcpu-info-repeated@98548"], lastComplete: 0, takeover: 0),
    .init("remus-asis", [], lastComplete: 5, takeover: 5),
    .init("remus-cut-ckpt2-data", ["cut-short@153880"], lastComplete: 1, takeover: 1),
    .init("remus-cut-ckpt2-qemu", ["cut-short@162644"], lastComplete: 1, takeover: 1),
    .init("comp-page-missing", ["delta-missing@134678"], lastComplete: 5, takeover: 0),
    .init("comp-extra-empty", ["delta-left-over@138775"], lastComplete: 5, takeover: 5),
    .init("comp-zero-run", ["delta-zero-run@147448"], lastComplete: 5, takeover: 1),
    .init("comp-overrun-skip", ["delta-past-page@147455"], lastComplete: 5, takeover: 1),
    .init("comp-underrun", ["delta-too-short@147447"], lastComplete: 5, takeover: 1),
    .init("comp-split-chunks", ["delta-split@111011"], lastComplete: 5, takeover: 5),
    .init("comp-before-batch", ["delta-before-entry@105931"], lastComplete: 5, takeover: 5),
    .init("comp-enable-missing", ["compressed-unexpected@105983"], lastComplete: 5, takeover: 0),
    .init(
      "comp-last-in-ckpt2", ["last-checkpoint-in-remus@160314", "trailing-bytes@170147"], lastComplete: 2, takeover: 2),
    .init("comp-xalloc-in-batch", ["allocate-only-late@105923"], lastComplete: 5, takeover: 5),
    .init("pv-asis", [], lastComplete: 0, takeover: 0),
    .init("pv-as-hvm", [], lastComplete: 0, takeover: 0),
    .init("pv-ext-unknown-block", ["extended-info-unknown-block@20"], lastComplete: 0, takeover: 0),
    .init("pv-no-extinfo", ["vcpu-page-table-base@318088", "trailing-bytes@322344"], lastComplete: 0, takeover: nil),
    .init("pv-p2mframe-bad", ["p2m-frame-out-of-range@5216"], lastComplete: 0, takeover: nil),
  ]

  @Test(arguments: expectations)
  func givesItsFindingAtTheRightPlace(_ expected: Expectation) throws {
    let fixture = try #require(Fixtures.malformed.first { $0.name == expected.name })
    let read = try IndexedCapture(path: fixture.path)
    #expect(read.findingKeys == expected.findings)
    #expect(read.index.lastCompleteCheckpoint == expected.lastComplete)
    #expect(read.index.takeover == expected.takeover)
  }

  @Test func speaksOfEveryMalformedCapture() {
    #expect(Set(Self.expectations.map(\.name)) == Set(Fixtures.malformed.map(\.name)))
  }

  @Test func readsAPVStreamAsHVMWhenToldTo() throws {
    let fixture = try #require(Fixtures.malformed.first { $0.name == "pv-as-hvm" })
    let read = try IndexedCapture(path: fixture.path, options: ReadingOptions(guest: .hvm))
    #expect(read.findingKeys.contains("batch-too-large@16"))
    #expect(read.tree.tilingFaults() == [])
  }
}

/// What a capture full of harmless oddities must not hide.
@Suite struct ManyFindingsTests {
  @Test func aCutIsToldBehindThousandsOfNotes() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("hvm.bin"))
    let emptyBatch: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0xf0, 0, 0, 0, 0]
    let batches = (0..<5000).flatMap { _ in emptyBatch }
    let read = try IndexedCapture(bytes: Array(bytes[..<8]) + batches + Array(bytes[8...].dropLast(1000)))
    #expect(read.index.findings.contains { $0.rule == .cutShort })
    #expect(read.index.findingCounts[.note] == 5000)
    #expect(read.index.findingCounts[.error] == 1)
  }
}
