import Glibc
import TestSupport
import Testing

/// A capture is often the only one of its kind: no command writes over the one that it reads.
@Suite struct CaptureSafetyTests {
  @Test(arguments: ["cut", "memory", "recode"], [false, true])
  func aCommandDoesNotWriteOverItsCapture(_ command: String, byAnotherName: Bool) throws {
    let folder = TemporaryFolder()
    let bytes = try FixtureFile.bytes(Fixtures.sample("hvm-remus-compressed.bin"))
    let capture = folder.path + "/capture.bin"
    try FixtureFile.write(bytes, to: capture)
    var output = capture
    if byAnotherName {
      output = folder.path + "/link.bin"
      #expect(link(capture, output) == 0)
    }
    let what = command == "recode" ? ["--to", "plain"] : ["--checkpoint", "1"]
    let run = try ChildProcess.run(Fixtures.programPath, [command, capture] + what + ["-o", output, "--force"])
    #expect(run.status == 2)
    #expect(run.errors.contains("is the capture that is read; choose another name"))
    #expect(try FixtureFile.bytes(capture) == bytes)
  }

  @Test(arguments: ["memory", "cut"])
  func memoryThatNoReceiverHadIsNotWrittenUnasked(_ command: String) throws {
    let folder = TemporaryFolder()
    let capture = try #require(Fixtures.malformed.first { $0.name == "comp-zero-run" })
    let output = folder.path + "/out"
    let run = try ChildProcess.run(
      Fixtures.programPath, [command, capture.path, "--checkpoint", "2", "-o", output])
    #expect(run.status == 2)
    #expect(run.errors.contains("do not decode") || run.errors.contains("does not decode"), "\(run.errors)")
    #expect(!FixtureFile.exists(output))
  }
}
