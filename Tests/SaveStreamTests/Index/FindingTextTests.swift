import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct FindingTextTests {
  @Test(arguments: FindingRule.allCases)
  func everyRuleHasASentence(_ rule: FindingRule) {
    for (value, limit) in [(0, 0), (1, 1), (5, 3), (UInt64.max, UInt64.max)] as [(UInt64, UInt64)] {
      for checkpoint in [nil, 0, 7] {
        let finding = Finding(rule, at: 16, checkpoint: checkpoint, value: value, limit: limit)
        let message = FindingText.message(for: finding)
        #expect(message != rule.rawValue)
        #expect(message.count > 30 && message.count < 240)
        #expect(!message.contains("\n") && !message.hasSuffix("."))
      }
    }
  }

  @Test func aLineNamesPlaceSeverityRuleAndCheckpoint() {
    let finding = Finding(
      .batchTooLarge, .error, at: 0x1a2b, checkpoint: 3, part: .chunkID, value: 1025, limit: 1024)
    #expect(
      FindingText.line(for: finding)
        == "0x1a2b: error: a batch of 1,025 entries, where 1,024 are allowed; a receiver starts from checkpoint 2 "
        + "[batch-too-large] (checkpoint 3)")
  }

  @Test func anUnknownChunkIsNamedByItsSignedId() {
    let finding = Finding(
      .unknownChunk, .error, at: 0, checkpoint: 0, part: .chunkID, value: UInt64(UInt32(bitPattern: -22)))
    #expect(FindingText.message(for: finding).hasPrefix("-22 is the id of no known chunk"))
  }

  /// After a change to the tables: `RECORD_SNAPSHOTS=1 swift test --filter FindingTextTests`.
  @Test func theManualOfFindingsIsMadeFromTheTables() throws {
    let path = Fixtures.packageRoot + "/docs/findings.md"
    let page = try FixtureFile.text(path)
    let first = "## " + (try #require(FindingRule.Stage.allCases.first)).rawValue
    let start = try #require(page.firstRange(of: first)?.lowerBound)
    let end = try #require(page.firstRange(of: "## Where savescope is stricter")?.lowerBound)
    let made = page[..<start] + FindingManual.markdown() + "\n" + page[end...]
    if FixtureFile.environment("RECORD_SNAPSHOTS") == "1" { return try FixtureFile.write(Array(made.utf8), to: path) }
    #expect(page == made, "docs/findings.md is not what the tables of rules make")
  }

  @Test(arguments: FindingRule.allCases)
  func everyRuleHasAPlaceInTheManual(_ rule: FindingRule) {
    #expect(FindingRule.Stage.allCases.count { $0.manuals[rule] != nil } == 1)
    #expect(rule.stage.manuals[rule]?.meaning.isEmpty == false)
  }
}
