import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// The words that Xen logs of the captures after public reports: who has them in a log finds them here.
@Suite struct LoggedPhraseTests {
  /// A row of `expected.tsv` that names what is logged, as a regular expression without regard to case.
  private struct Logged {
    let name: String
    let phrase: Regex<AnyRegexOutput>
  }

  private static func rows() throws -> [Logged] {
    try FixtureFile.lines(Fixtures.fieldExpectations).dropFirst().compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count > 5, cells[5] != "-" else { return nil }
      return Logged(name: String(cells[0]), phrase: try Regex(String(cells[5])).ignoresCase())
    }
  }

  /// What `verify` says of a capture; empty where the capture is not there.
  private static func verified(_ name: String) -> String {
    guard let fixture = Fixtures.field.first(where: { $0.name == name }),
      let read = try? IndexedCapture(path: fixture.path)
    else { return "" }
    return read.index.findings.map { FindingText.line(for: $0) }.joined(separator: "\n")
  }

  @Test func standInTheManualOrInWhatVerifySays() throws {
    let manual = try FixtureFile.text(Fixtures.packageRoot + "/docs/findings.md")
    let rows = try Self.rows()
    let missing = rows.filter { row in
      !manual.contains(row.phrase) && !Self.verified(row.name).contains(row.phrase)
    }
    #expect(rows.count >= 40)
    #expect(missing.map(\.name) == [])
  }
}
