import TestSupport
import Testing

@testable import SaveStream

@Suite struct FindingTextTests {
  @Test(arguments: FindingRule.allCases)
  func everyRuleHasASentence(_ rule: FindingRule) {
    for (value, limit) in [(0, 0), (1, 1), (5, 3), (UInt64.max, UInt64.max)] as [(UInt64, UInt64)] {
      for checkpoint in [nil, 0, 7] {
        let finding = Finding(rule, .error, at: 16, checkpoint: checkpoint, value: value, limit: limit)
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

  @Test func theManualOfFindingsListsEveryRuleOnce() throws {
    let manual = try FixtureFile.text(Fixtures.packageRoot + "/docs/findings.md")
    let listed = manual.split(separator: "\n").filter { $0.hasPrefix("| `") }
      .map { String($0.dropFirst(3).prefix { $0 != "`" }) }
    #expect(listed.sorted() == FindingRule.allCases.map(\.rawValue).sorted())
  }
}
