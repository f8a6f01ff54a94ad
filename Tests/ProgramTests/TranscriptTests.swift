import TestSupport
import Testing

/// Whole commands on the samples. After a wanted change: `RECORD_SNAPSHOTS=1 swift test --filter TranscriptTests`.
@Suite struct TranscriptTests {
  @Test(arguments: Transcript.names)
  func theProgramWritesWhatItWrote(_ name: String) throws {
    let transcript = try Transcript(named: name)
    #expect(!transcript.command.isEmpty, "\(name).txt has no command")
    let result = try transcript.run()
    if FixtureFile.environment("RECORD_SNAPSHOTS") != nil {
      try transcript.record(result, named: name)
    } else {
      #expect(Self.difference(transcript.result, result) == nil)
    }
  }

  /// The first line that differs, which is more use than two pages of text.
  private static func difference(_ expected: String, _ found: String) -> String? {
    guard expected != found else { return nil }
    let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let foundLines = found.split(separator: "\n", omittingEmptySubsequences: false)
    let position = zip(expectedLines, foundLines).prefix { $0 == $1 }.map { _ in 0 }.count
    let (expectedLine, foundLine) = (
      position < expectedLines.count ? String(expectedLines[position]) : "the end",
      position < foundLines.count ? String(foundLines[position]) : "the end"
    )
    return "line \(position + 2): expected\n\(expectedLine)\nfound\n\(foundLine)"
  }
}
