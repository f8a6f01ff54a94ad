import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Searching guest memory, at one checkpoint and over all of them.
@Suite struct MemorySearchTests {
  /// Pages 4, 5 and 9. "needle" lies whole in page 9; in page 4 a delta completes it; from checkpoint 2 on one reaches
  /// from page 4 into page 5; and at checkpoint 3 page 9 is broken, to come back with the same text at checkpoint 4.
  private func needles() throws -> IndexedCapture {
    var builder = RemusCaptureBuilder()
    builder.send([
      (4, RemusCaptureBuilder.page("need", at: 64)), (5, RemusCaptureBuilder.page()),
      (9, RemusCaptureBuilder.page("a needle", at: 510)),
    ])
    builder.endCheckpoint()
    builder.send([
      (4, RemusCaptureBuilder.page("needle", at: 64)), (5, RemusCaptureBuilder.page("dle")),
      (9, RemusCaptureBuilder.page("a needle", at: 510)),
    ])
    builder.endCheckpoint()
    var four = RemusCaptureBuilder.page("needle", at: 64)
    four.replaceSubrange(4093..<4096, with: Array("nee".utf8))
    builder.send([(4, four)])
    builder.endCheckpoint()
    builder.breakPages([9])
    builder.endCheckpoint()
    builder.send([(9, RemusCaptureBuilder.page("a needle", at: 510))])
    builder.endCheckpoint()
    return try IndexedCapture(bytes: builder.bytes)
  }

  /// Matches as `checkpoint:address`.
  private func history(
    _ pattern: SearchPattern, _ memory: GuestMemory, stretchSlots: Int = HistoryStretch.usualSlots
  ) throws -> [String] {
    var found: [String] = []
    var search = HistorySearch(pattern, in: memory, stretchSlots: stretchSlots)
    try search.run(progress: { _ in }, { found.append("\($0.checkpoint ?? -1):\($0.place)") })
    return found.sorted()
  }

  private func checkpoint(
    _ pattern: SearchPattern, _ memory: GuestMemory, at checkpoint: Int
  ) throws -> [FoundBytes] {
    var found: [FoundBytes] = []
    var search = CheckpointSearch(pattern, in: memory, at: checkpoint)
    try search.run(progress: { _ in }, { found.append($0) })
    return found
  }

  @Test(arguments: [1, 2, 100]) func eachMatchIsToldWhenItFirstStandsThere(slots: Int) throws {
    let read = try needles()
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let wanted = ["0:\(0x9200)", "1:\(0x4040)", "2:\(0x4ffd)", "4:\(0x9200)"]
    #expect(try history(.text(Array("needle".utf8)), memory, stretchSlots: slots) == wanted)
  }

  @Test func aMatchReachesFromOnePageIntoTheNext() throws {
    let read = try needles()
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let found = try checkpoint(.text(Array("needle".utf8)), memory, at: 2)
    let places: [UInt64] = [0x4040, 0x4ffd, 0x9200]
    #expect(found.map(\.place) == places)
    #expect(found.map(\.pageOffset) == [64, 4093, 512])
    #expect(found.allSatisfy { $0.match == Array("needle".utf8) })
    #expect(found.last?.before.suffix(2) == Array("a ".utf8)[...])
  }

  /// What the history tells, out of searches of all checkpoints: matches whose bytes are not those of the checkpoint
  /// before.
  private func naive(_ pattern: SearchPattern, _ memory: GuestMemory) throws -> [String] {
    var told: [String] = []
    for checkpoint in memory.index.checkpoints.indices {
      for found in try self.checkpoint(pattern, memory, at: checkpoint) {
        var isNew = false
        for (position, byte) in found.match.enumerated() {
          let address = found.place + UInt64(position)
          let page = checkpoint == 0 ? nil : try memory.page(pfn: address / 4096, at: checkpoint - 1)
          if page?.bytes[Int(address % 4096)] != byte { isNew = true }
        }
        if isNew { told.append("\(checkpoint):\(found.place)") }
      }
    }
    return told.sorted()
  }

  @Test(arguments: [
    "hvm-remus.bin", "hvm-remus-compressed.bin", "hvm-remus-interleaved.bin", "pv64-remus-compressed.bin",
    "v3-remus.bin", "hvm-remus-cut.bin",
  ])
  func theHistoryIsThatOfEachCheckpoint(_ sample: String) throws {
    let read = try IndexedCapture(path: Fixtures.sample(sample))
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    for typed in ["x:00000001", "re:[a-z]=[a-z]", "x:ffff"] {
      let pattern = try SearchPattern(typed: typed)
      let wanted = try naive(pattern, memory)
      #expect(try history(pattern, memory) == wanted, "\(typed)")
      #expect(try history(pattern, memory, stretchSlots: 3) == wanted, "\(typed), three pages at a time")
    }
  }
}
