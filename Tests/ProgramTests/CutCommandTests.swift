import SaveStream
import TestSupport
import Testing

@Suite struct CutCommandTests {
  private let remus = Fixtures.sample("hvm-remus.bin")

  @Test func writesOneSoundImageAndSaysWhatItHolds() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = "\(folder)/cut.bin"
      let run = try ChildProcess.savescope("cut", remus, "--checkpoint", "2", "-o", path)
      #expect(run.status == 0)
      #expect(run.errors.contains("metadata taken over: TSC_INFO, VCPU_INFO"))
      #expect(try ChildProcess.savescope("verify", path).status == 0)
      let summary = try JSONValue(parsing: ChildProcess.savescope("summary", path, "--format", "json").outputBytes)
      #expect(summary["checkpoints"]?.elements.count == 1)
      #expect(summary["stream"]?["checkpointed"] == .bool(false))
    }
  }

  @Test func refusesAnIncompleteCheckpointAndLeavesNoFile() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let cut = Fixtures.sample("hvm-remus-cut.bin")
      let run = try ChildProcess.savescope("cut", cut, "--checkpoint", "2", "-o", "\(folder)/cut.bin")
      #expect(run.status == 2)
      #expect(run.errors.contains("checkpoint 2 is not complete"))
      #expect(FixtureFile.names(in: folder).isEmpty)
    }
  }
}
