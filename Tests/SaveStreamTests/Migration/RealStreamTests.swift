import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Streams of a running Xen 4.17, with what is known of each.
@Suite struct RealStreamTests {
  @Test(arguments: Fixtures.v3)
  func isSoundAndEveryByteBelongsToOneLeaf(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let wrong = read.index.findings.filter { $0.severity != .note }
    // The one whose sender was killed in the middle of a checkpoint.
    #expect(wrong.map(\.rule) == (fixture.name == "remus-pv" ? [.cutShort] : []))
    #expect(read.tree.tilingFaults(maximumChildren: 60) == [])
    for checkpoint in read.index.checkpoints.indices {
      let totals = read.index.totals(ofCheckpoint: checkpoint)
      #expect(totals.bytes.sum == read.index.checkpoints[checkpoint].length && totals.bytes[.unknown] == 0)
    }
  }

  /// `records.txt` lists records but for PAGE_DATA: `@829 libxl 1 len 0`.
  @Test(arguments: Fixtures.v3)
  func everyRecordStandsWhereAnotherReaderFoundIt(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    var found = 0
    for line in try FixtureFile.lines(#require(fixture.recordsPath)) where line.hasPrefix("@") {
      let words = line.split(separator: " ")
      let offset = try #require(UInt64(words[0].dropFirst()))
      let length = try #require(UInt64(words[4]))
      let path = read.tree.path(to: offset)
      let node = try #require(path.last { $0.kind == .record || $0.kind == .batch }, "\(line)")
      #expect(node.offset == offset && node.length == 8 + (length + 7) / 8 * 8, "\(line): \(node.name)")
      found += 1
    }
    #expect(found > 8)
  }

  @Test(arguments: Fixtures.half(of: Fixtures.sweptV3))
  func memoryIsWhatTheGuestHeld(_ fixture: CaptureFixture) throws {
    let truth = try MemoryTruth(path: #require(fixture.truthPath))
    let read = try IndexedCapture(path: fixture.path)
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    var digests: [UInt64: (bytes: [UInt8], digest: String)] = [:]
    for checkpoint in truth.checkpoints.keys.sorted() {
      var expected = try #require(truth.checkpoints[checkpoint])
      var wrong: [UInt64] = []
      try memory.sweep(at: checkpoint) { page in
        let known = expected.removeValue(forKey: page.pfn)
        // Of the large ones every tenth page is looked into, and of the others whether they are there.
        let isLookedAt = fixture.name.hasPrefix("tiny-") || page.pfn % 10 == 0
        if isLookedAt, digests[page.pfn]?.bytes != page.bytes {
          digests[page.pfn] = (page.bytes, SHA1.prefix(of: page.bytes))
        }
        let digest = (isLookedAt ? digests[page.pfn]?.digest : known?.digest) ?? ""
        if known != MemoryTruth.Page(type: page.type.rawValue, digest: digest) { wrong.append(page.pfn) }
      }
      #expect(wrong == [] && expected.isEmpty, "checkpoint \(checkpoint)")
    }
  }

  /// What Xen's own converter made of a legacy stream holds the same pages.
  @Test(arguments: Fixtures.captures.filter { $0.convertedPath != nil })
  func aConversionHoldsTheSameMemory(_ fixture: CaptureFixture) throws {
    let original = try IndexedCapture(path: fixture.path)
    let converted = try IndexedCapture(path: #require(fixture.convertedPath))
    #expect(converted.index.findings.filter { $0.severity == .error }.map(\.rule) == [])
    #expect(converted.index.stream?.reasons.contains { $0.contains("convert-legacy-stream") } == true)
    // Of a checkpointed stream Xen's converter takes the first image.
    let comparison = try MemoryComparison(
      from: GuestMemory(capture: original.capture, index: original.index), at: 0,
      to: GuestMemory(capture: converted.capture, index: converted.index), at: 0)
    try comparison.run()
    #expect(comparison.rows.isEmpty)
    let fields = FieldComparison(from: original.tree, at: 0, to: converted.tree, at: 0)
    try fields.run()
    #expect(fields.differences.map(\.path) == [])
  }
}
