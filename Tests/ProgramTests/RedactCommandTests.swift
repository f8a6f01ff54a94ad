import TestSupport
import Testing

/// `savescope redact`.
@Suite struct RedactCommandTests {
  @Test func theCopyVerifiesAsTheCaptureDoes() throws {
    let sample = Fixtures.sample("hvm-remus-compressed.bin")
    try FixtureFile.withTemporaryFolder { folder in
      let out = "\(folder)/out.bin"
      let run = try ChildProcess.savescope("redact", sample, "-o", out)
      #expect(run.status == 0 && run.errors.contains("docs/redact.md"))
      #expect(try FixtureFile.bytes(out).count == (try FixtureFile.bytes(sample).count))
      let (before, after) = (
        try ChildProcess.savescope("verify", sample, "--format", "csv"),
        try ChildProcess.savescope("verify", out, "--format", "csv")
      )
      #expect(before.output == after.output && before.status == after.status)
      let again = try ChildProcess.savescope("redact", sample, "-o", out)
      #expect(again.status == 2 && again.errors.contains("exists already"))
    }
  }

  @Test func twoRunsHaveTwoKeys() throws {
    let sample = Fixtures.sample("hvm.bin")
    let first = try ChildProcess.savescope("redact", sample, "-o", "-", "--quiet")
    let second = try ChildProcess.savescope("redact", sample, "-o", "-", "--quiet")
    #expect(first.status == 0 && first.errors == "")
    #expect(first.outputBytes.count == second.outputBytes.count && first.outputBytes != second.outputBytes)
  }
}
