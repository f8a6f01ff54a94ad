import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Findings of which there are more than are kept.
@Suite struct FindingReportTests {
  private func text(_ format: FindingFormat, all: Bool = false) throws -> String {
    let read = try IndexedCapture(path: Fixtures.sample("hvm-remus-cut.bin"))
    let findings = Array(read.index.findings)
    let rule = try #require(findings.first?.rule)
    return try CollectedReport.text { output in
      var report = FindingReport(path: "x.bin", format: format, to: output)
      report.onlyCounted = [(rule, 12_345)]
      try report.write(findings, listsAll: all, in: read.tree, version: "1")
    }
  }

  @Test func whatIsOnlyCountedIsSaid() throws {
    #expect(try text(.text).contains("  … 12,345 more of this rule are only counted\n"))
    #expect(try text(.text, all: true).hasSuffix(" are only counted\n"))
    let json = try JSONValue(parsing: text(.json).utf8)
    #expect(json["onlyCounted"]?[0]?["onlyCounted"]?.integer == 12_345)
    let lines = try JSONValue.lines(text(.jsonl))
    #expect(lines.last?["onlyCounted"]?.integer == 12_345)
  }

  @Test func findingsBeyondThoseThatAreKeptAreCountedByRule() {
    let index = StreamIndex()
    let builder = IndexBuilder(index: index)
    for place in 0..<IndexBuilder.maximumFindingsOfRule + 3 {
      builder.append(Finding(.cutShort, at: UInt64(place)))
    }
    builder.publish()
    #expect(index.snapshot.findings.count == IndexBuilder.maximumFindingsOfRule)
    #expect(index.snapshot.onlyCounted[.cutShort] == 3)
    #expect(index.snapshot.onlyCounted(withNotes: false).map(\.count) == [3])
    #expect(index.snapshot.onlyCounted(withNotes: false, of: [.cutShort]).map(\.count) == [3])
    #expect(index.snapshot.onlyCounted(withNotes: false, of: [.readFailed]).isEmpty)
  }
}
