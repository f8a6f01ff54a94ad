import Glibc
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct MemoryCommandTests {
  private let remus = Fixtures.sample("hvm-remus.bin")
  private let cut = Fixtures.sample("hvm-remus-cut.bin")

  @Test func writesLiMEWhereNothingElseIsAskedFor() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let run = try ChildProcess.savescope("memory", remus, "--checkpoint", "2", "-o", "\(folder)/out.lime")
      #expect(run.status == 0)
      #expect(run.errors.contains("as of checkpoint 2"))
      #expect(try FixtureFile.bytes("\(folder)/out.lime").prefix(8) == [0x45, 0x4d, 0x69, 0x4c, 1, 0, 0, 0])
    }
  }

  @Test func writesTheSameToStandardOutput() throws {
    let run = try ChildProcess.savescope(
      "memory", remus, "--checkpoint", "0", "--format", "elf", "--quiet", "-o", "-")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.outputBytes.prefix(4) == [0x7f, 0x45, 0x4c, 0x46])
  }

  @Test func aRawImageHasHolesAndSaysSo() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let run = try ChildProcess.savescope(
        "memory", remus, "--checkpoint", "4", "--format", "raw", "-o", "\(folder)/out.raw")
      #expect(run.status == 0)
      #expect(run.errors.contains("holes"))
      #expect(try FixtureFile.bytes("\(folder)/out.raw").count % 4096 == 0)
      let piped = try ChildProcess.savescope("memory", remus, "--checkpoint", "4", "--format", "raw", "-o", "-")
      #expect(piped.status == 2)
      #expect(piped.outputBytes.isEmpty)
    }
  }

  @Test func anIncompleteCheckpointIsWrittenOnlyWhenAllowed() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = "\(folder)/out.elf"
      let refused = try ChildProcess.savescope("memory", cut, "--checkpoint", "2", "--format", "elf", "-o", path)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("--allow-incomplete"))
      #expect(FixtureFile.names(in: folder).isEmpty)
      let allowed = try ChildProcess.savescope(
        "memory", cut, "--checkpoint", "2", "--format", "elf", "-o", path, "--allow-incomplete")
      #expect(allowed.status == 0)
    }
  }

  @Test func replacesAFileOnlyWhenAskedTo() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = "\(folder)/out.lime"
      try FixtureFile.write([1], to: path)
      #expect(try ChildProcess.savescope("memory", remus, "--checkpoint", "0", "-o", path).status == 2)
      #expect(try FixtureFile.bytes(path) == [1])
      #expect(try ChildProcess.savescope("memory", remus, "--checkpoint", "0", "-o", path, "--force").status == 0)
    }
  }
}
