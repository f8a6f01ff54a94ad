@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct RecodeCommandTests {
  @Test func writesAStreamThatReadsBack() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let original = Fixtures.sample("hvm-remus.bin")
      let there = try ChildProcess.savescope("recode", original, "--to", "compressed", "-o", "\(folder)/compressed.bin")
      #expect(there.status == 0)
      #expect(there.errors.contains("recoded") && there.output.isEmpty)
      let back = try ChildProcess.savescope(
        "recode", "\(folder)/compressed.bin", "--to", "plain", "-o", "\(folder)/plain.bin", "--quiet")
      #expect(back.status == 0 && back.errors == "")
      let isSame = try FixtureFile.bytes("\(folder)/plain.bin") == FixtureFile.bytes(original)
      #expect(isSame)
    }
  }

  @Test func leavesNoFileWhenThereIsNothingToDo() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let run = try ChildProcess.savescope(
        "recode", Fixtures.sample("hvm-remus.bin"), "--to", "plain", "-o", "\(folder)/plain.bin")
      #expect(run.status == 2)
      #expect(run.errors.contains("already"))
      #expect(FixtureFile.names(in: folder).isEmpty)
    }
  }

  @Test func saysWhatItLeftOutEvenWhenQuiet() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let run = try ChildProcess.savescope(
        "recode", Fixtures.sample("hvm-remus-cut.bin"), "--to", "compressed", "-o", "\(folder)/out.bin", "--quiet")
      #expect(run.status == 0)
      #expect(run.errors.contains("checkpoint 2"))
    }
  }
}
