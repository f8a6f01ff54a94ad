import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct FindingGroupTests {
  @Test func aGroupHasTheFirstTheLastAndTheWorstOfARule() {
    let findings = [
      Finding(.cutShort, .note, at: 30, checkpoint: 1), Finding(.pfnRepeated, at: 7),
      Finding(.cutShort, .error, at: 20, checkpoint: 0), Finding(.cutShort, .error, at: 90, checkpoint: 4),
    ]
    let groups = findings.grouped()
    #expect(groups.map(\.rule) == [.cutShort, .pfnRepeated])
    #expect(groups.map(\.count) == [3, 1])
    #expect(groups[0].worst.offset == 20 && groups[0].worst.severity == .error)
    #expect(groups[0].first.offset == 20 && groups[0].last.offset == 90)
    #expect(
      FindingText.extent(of: groups[0]) == "3 of them, from 0x14 (checkpoint 0) to 0x5a (checkpoint 4)")
  }
}
