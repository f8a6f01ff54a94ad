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

  @Test func theManualOfFindingsListsEveryRuleOnceWithItsStageAndSeverity() throws {
    let manual = try FixtureFile.text(Fixtures.packageRoot + "/docs/findings.md")
    var listed: [FindingRule] = []
    var heading = ""
    for line in manual.split(separator: "\n") {
      if line.hasPrefix("## ") { heading = String(line.dropFirst(3)) }
      guard line.hasPrefix("| `") else { continue }
      let cells = line.split(separator: "|").map { $0.trimming(" `") }
      let rule = try #require(FindingRule(rawValue: cells[0]), "\(cells[0])")
      listed.append(rule)
      #expect(heading == rule.stage.rawValue, "\(rule.rawValue)")
      #expect(cells[1].contains(rule.row.severity.rawValue), "\(rule.rawValue): \(cells[1])")
    }
    #expect(listed.map(\.rawValue).sorted() == FindingRule.allCases.map(\.rawValue).sorted())
  }
}

extension Substring {
  /// The text without these characters at its ends.
  fileprivate func trimming(_ characters: String) -> String {
    var text = self
    while let first = text.first, characters.contains(first) { text.removeFirst() }
    while let last = text.last, characters.contains(last) { text.removeLast() }
    return String(text)
  }
}
