import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct PackedTotalsTests {
  @Test func givesBackWhatWasPacked() {
    var totals = CheckpointTotals()
    totals.iterations = 3
    totals.entries = 1 << 40
    totals.pages = 127
    totals.verifyPages = 128
    totals.entriesByType[0] = 5
    totals.entriesByType[15] = .max
    totals.bytes[.tail] = 7125
    var delta = DeltaTotals()
    (delta.empty, delta.full, delta.delta, delta.runs, delta.skips) = (1, 2, 3, 4, 5)
    (delta.literalBytes, delta.markerBytes) = (8192 + 64, 12)
    totals.delta = delta
    var bytes = Rows<UInt8>()
    PackedTotals.append(CheckpointTotals(), to: &bytes)
    let start = bytes.count
    PackedTotals.append(totals, to: &bytes)
    #expect(PackedTotals.read(bytes, from: 0) == CheckpointTotals())
    #expect(PackedTotals.read(bytes, from: start) == totals)
  }

  @Test func staysWithinTheBudgetOfACheckpoint() {
    #expect(MemoryLayout<CheckpointRow>.stride <= 40)
    #expect(MemoryLayout<EntryRow>.stride <= 32)
    #expect(MemoryLayout<CompressedChunkRow>.stride <= 32)
  }
}
