@_spi(Measuring) import SaveStream
import TestSupport
import Testing

/// Captures after public reports of saves that failed, were refused, or only looked wrong.
@Suite struct FieldCaptureTests {
  /// The status of `savescope verify` that `expected.tsv` asks for, by name; several stand with a bar between them.
  private static func statuses() throws -> [String: [Substring]] {
    let rows = try FixtureFile.lines(Fixtures.fieldExpectations).dropFirst().map { $0.split(separator: "\t") }
    return Dictionary(uniqueKeysWithValues: rows.map { (String($0[0]), $0[1].split(separator: "|")) })
  }

  /// What is no capture at all is refused, and nothing else is.
  @Test(arguments: Fixtures.field)
  func isReadToItsEndWithEveryByteInOneLeaf(_ fixture: CaptureFixture) throws {
    let statuses = try #require(Self.statuses()[fixture.name])
    guard let capture = try? Capture.open(fixture.path) else {
      #expect(statuses.contains("2"))
      return
    }
    let indexer = CaptureIndexer(capture: capture)
    do {
      try indexer.run()
      #expect(statuses != ["2"])
    } catch {
      #expect(statuses.contains("2"), "\(error)")
    }
    let index = indexer.index.snapshot
    #expect(index.isFinished && index.size == capture.size)
    #expect(ChunkTree(capture: capture, index: index).tilingFaults() == [])
  }
}
