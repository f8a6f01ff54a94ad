import Samples
@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct SampleCommandTests {
  @Test func writesASampleToAFile() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let run = try ChildProcess.savescope("sample", "pv32", "-o", "\(folder)/out.bin")
      #expect(run.status == 0)
      #expect(run.errors == "")
      let isSame = try FixtureFile.bytes("\(folder)/out.bin") == SampleKind.pv32.bytes
      #expect(isSame)
      #expect(FixtureFile.names(in: folder) == ["out.bin"])
    }
  }

  @Test func writesASampleToStandardOutput() throws {
    let run = try ChildProcess.savescope("sample", "hvm-live", "-o", "-")
    let isSame = run.outputBytes == SampleKind.hvmLive.bytes
    #expect(run.status == 0)
    #expect(isSame)
  }

  @Test func replacesAFileOnlyWhenAskedTo() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = "\(folder)/out.bin"
      try FixtureFile.write([1, 2, 3], to: path)
      let refused = try ChildProcess.savescope("sample", "hvm", "-o", path)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("--force"))
      #expect(try FixtureFile.bytes(path) == [1, 2, 3])
      let forced = try ChildProcess.savescope("sample", "hvm", "-o", path, "--force")
      #expect(forced.status == 0)
      let isSame = try FixtureFile.bytes(path) == SampleKind.hvm.bytes
      #expect(isSame)
    }
  }

  @Test func namesTheKindsWhenOneIsUnknown() throws {
    let run = try ChildProcess.savescope("sample", "hvm-128", "-o", "-")
    #expect(run.status != 0)
    #expect(run.outputBytes.isEmpty)
    for kind in SampleKind.allCases { #expect(run.errors.contains(kind.rawValue)) }
  }

  @Test func helpSaysWhatEachKindShows() throws {
    let run = try ChildProcess.savescope("sample", "--help")
    // The summaries are short enough that no line of a terminal of 80 columns is broken.
    for kind in SampleKind.allCases { #expect(run.output.contains("\(kind.summary)\n")) }
  }
}
