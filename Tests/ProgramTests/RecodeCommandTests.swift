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

  @Test func writesAnImageThatNewerReceiversRead() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = "\(folder)/v3.bin"
      let run = try ChildProcess.savescope(
        "recode", Fixtures.sample("hvm-remus-compressed.bin"), "--to", "v3", "-o", path)
      #expect(run.status == 0)
      #expect(run.errors.contains("wrote checkpoint 4 as a libxl v2 stream: 56 pages, 9 of them from compressed data"))
      #expect(try ChildProcess.savescope("verify", path).status == 0)
      let again = try ChildProcess.savescope("recode", path, "--to", "v3", "-o", "\(folder)/again.bin")
      #expect(again.status == 2 && again.errors.contains("holds no legacy stream"))
    }
  }

  @Test(arguments: Fixtures.field.filter { $0.name == "tmem" })
  func warnsOfTranscendentMemoryAndEndsWell(_ fixture: CaptureFixture) throws {
    let run = try ChildProcess.savescope("recode", fixture.path, "--to", "v3", "-o", "-", "--quiet")
    #expect(run.status == 0)
    #expect(run.errors.contains("warning: left out transcendent memory (TMEM"))
    #expect(run.outputBytes.count > 4096)
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
