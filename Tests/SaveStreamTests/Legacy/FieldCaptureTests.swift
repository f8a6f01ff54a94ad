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
  @Test(arguments: Fixtures.half(of: Fixtures.field))
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

  /// What `expected.tsv` says of a capture: the status of `verify` with what it has to be given, and the severity and
  /// place of a finding.
  private struct Expectation: Sendable, CustomStringConvertible {
    let name: String
    let statuses: [Substring]
    let severities: [Substring]
    let place: ClosedRange<UInt64>?
    let appliesPages: Bool
    var description: String { name }

    init?(_ line: String) {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count > 7 else { return nil }
      name = String(cells[0])
      statuses = cells[1].split(separator: "|")
      severities = cells[2].split(separator: "|")
      let bounds = cells[3...4].compactMap { UInt64($0.dropFirst(2), radix: 16) }
      place = bounds.count == 2 ? bounds[0]...bounds[1] : nil
      appliesPages = cells[7] == "--memory"
    }
  }

  private static let captures = Fixtures.field + Fixtures.largeField

  private static let expectations: [Expectation] =
    ((try? FixtureFile.lines(Fixtures.fieldExpectations)) ?? []).dropFirst().compactMap { Expectation(String($0)) }
    .filter { expected in captures.contains { $0.name == expected.name } }

  @Test func everyCaptureIsJudged() {
    #expect(Self.expectations.map(\.name).sorted() == Self.captures.map(\.name).sorted())
    #expect(Self.expectations.allSatisfy { ($0.place == nil) == ($0.severities == ["-"]) })
  }

  /// As `verify` judges: with a second pass.
  @Test(arguments: expectations)
  private func hasTheFindingThatIsAskedForAndNoFalseAlarm(_ expected: Expectation) throws {
    let fixture = try #require(Self.captures.first { $0.name == expected.name })
    guard let read = try? IndexedCapture(path: fixture.path), read.index.stream != nil else {
      #expect(expected.statuses.contains("2"))
      return
    }
    let pass = SecondPass(capture: read.capture, index: read.index, appliesPages: expected.appliesPages)
    try pass.run()
    let index = read.index.lookedThrough(finding: pass.findings)
    let keys = index.findings.map { "\($0.rule.rawValue)@\($0.offset)" }
    let counts = index.findingCounts
    let status = (counts[.error] ?? 0) + (counts[.warning] ?? 0) > 0 ? "1" : "0"
    #expect(expected.statuses.contains { $0 == status }, "\(keys)")
    guard let place = expected.place else { return }
    let found = index.findings.contains { finding in
      expected.severities.contains { $0 == finding.severity.rawValue } && place.contains(finding.offset)
    }
    #expect(found, "\(keys)")
  }
}
