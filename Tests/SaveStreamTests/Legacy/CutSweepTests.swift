@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// For any prefix of a good capture: opening succeeds, all of it is shown, and what is cut is named.
@Suite struct CutSweepTests {
  @Test(arguments: Fixtures.half(of: Fixtures.tiny))
  func opensEveryPrefixAndNamesTheCut(_ fixture: CaptureFixture) throws {
    let whole = try IndexedCapture(path: fixture.path)
    let bytes = try whole.bytes
    let ends = Set(whole.index.checkpoints.map { Int($0.end) })
    for length in CutPlaces.list(of: whole, depth: 4, random: 20, seed: 20_151_101) {
      let read = try IndexedCapture(bytes: Array(bytes[..<length]))
      let names = read.index.findings.map(\.rule)
      #expect(names.contains(.cutShort) || ends.contains(length), "cut at \(length): \(read.findingKeys)")
      #expect(!names.contains(.deltaBeforeEntry), "cut at \(length)")
      let complete = whole.index.checkpoints.count { $0.end <= UInt64(length) }
      #expect(read.index.lastCompleteCheckpoint == (complete == 0 ? nil : complete - 1), "cut at \(length)")
      #expect(read.tree.tilingFaults(.edges, maximumChildren: 12) == [], "cut at \(length)")
    }
  }
}
