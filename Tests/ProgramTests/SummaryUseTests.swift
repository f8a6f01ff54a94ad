import TestSupport
import Testing

/// `savescope summary --use`.
@Suite struct SummaryUseTests {
  private func saved(_ sample: String) throws -> (isInText: Bool, ofCheckpoints: [JSONValue?]) {
    let path = Fixtures.sample(sample)
    let text = try ChildProcess.savescope("summary", path, "--use")
    let json = try ChildProcess.savescope("summary", path, "--use", "--format", "json")
    let totals = try JSONValue(parsing: json.outputBytes)["use"]?.elements
    return (text.output.contains("\nWithout free pages "), try #require(totals).map { $0["savedWithoutFree"] })
  }

  @Test func whatFreePagesCostIsSaid() throws {
    let saved = try saved("v3-linux.bin")
    #expect(saved.isInText)
    #expect(saved.ofCheckpoints.allSatisfy { $0?["bytes"]?.integer != nil })
  }

  @Test func ofAGuestThatTellsNothingItIsNotKnown() throws {
    let saved = try saved("hvm.bin")
    #expect(!saved.isInText)
    #expect(saved.ofCheckpoints == [.null])
  }
}
