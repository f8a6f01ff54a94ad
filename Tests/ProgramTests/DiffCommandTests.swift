import TestSupport
import Testing

@Suite struct DiffCommandTests {
  private let remus = Fixtures.sample("hvm-remus.bin")

  @Test func theStatusSaysWhetherThereIsADifference() throws {
    #expect(try ChildProcess.savescope("diff", remus).status == 1)
    let same = try ChildProcess.savescope("diff", remus, "--from", "3", "--to", "3")
    #expect(same.status == 0)
    #expect(same.output.hasPrefix("Checkpoint 3 and checkpoint 3"))
    #expect(try ChildProcess.savescope("diff", "/no/such/file").status == 2)
    #expect(try ChildProcess.savescope("diff", remus, "/no/such/file").status == 2)
  }

  @Test func aRecodedCaptureIsTheSameAtEveryCheckpoint() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let compressed = "\(folder)/compressed.bin"
      _ = try ChildProcess.savescope("recode", remus, "--to", "compressed", "-o", compressed, "--quiet")
      for checkpoint in ["0", "2", "4"] {
        let run = try ChildProcess.savescope("diff", remus, compressed, "--from", checkpoint, "--to", checkpoint)
        #expect(run.status == 0)
        #expect(run.output.contains("56 the same"))
      }
      #expect(try ChildProcess.savescope("diff", remus, compressed, "--to", "0").status == 1)
    }
  }

  @Test func oneOfTheCapturesMayBeStandardInput() throws {
    let bytes = try FixtureFile.bytes(remus)
    let run = try ChildProcess.savescope("diff", remus, "-", input: bytes)
    #expect(run.status == 0)
    #expect(run.output.contains("of standard input"))
    let both = try ChildProcess.savescope("diff", "-", "-", input: bytes)
    #expect(both.status == 64)
    #expect(both.errors.contains("Standard input holds one capture"))
  }

  @Test func jsonSaysWhichSideIsNotComplete() throws {
    let run = try ChildProcess.savescope("diff", Fixtures.sample("hvm-remus-cut.bin"), "--to", "2", "--format", "json")
    let note = try #require(try JSONValue(parsing: run.output.utf8)["notes"]?[0])
    #expect(note["side"]?.text == "to" && note["note"]?.text == "incomplete" && note["checkpoint"]?.integer == 2)
  }

  @Test func onlyPagesOrOnlyFieldsAreListed() throws {
    let fields = try ChildProcess.savescope("diff", remus, "--list", "fields")
    #expect(fields.output.contains("\nFields\n") && !fields.output.contains("\nChanged pages\n"))
    let pages = try ChildProcess.savescope("diff", remus, "--list", "pages")
    #expect(!pages.output.contains("\nFields\n") && pages.output.contains("\nChanged pages\n"))
    #expect(fields.status == 1 && pages.status == 1)
  }

  @Test func quietLeavesOutWhatIsBesideTheResult() throws {
    let cut = Fixtures.sample("hvm-remus-cut.bin")
    let run = try ChildProcess.savescope("diff", cut, "--to", "2")
    #expect(run.errors == "savescope: checkpoint 2 is not complete: compared as far as it was sent\n")
    let quiet = try ChildProcess.savescope("diff", cut, "--to", "2", "--quiet")
    #expect(quiet.errors.isEmpty)
    #expect(quiet.output == run.output)
  }
}
