import TestSupport
import Testing

/// Where the output goes, and what happens when it cannot.
@Suite struct StandardOutputTests {
  private func shell(_ script: String) throws -> ChildProcess {
    try ChildProcess.run("/bin/sh", ["-c", script, "sh", Fixtures.programPath, Fixtures.sample("hvm-remus.bin")])
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let child = try shell(#""$1" tree "$2" --format jsonl | head -n 1"#)
    #expect(child.output.split(separator: "\n").count == 1)
    #expect(child.errors == "")
  }

  @Test func aReaderThatGoesAwayIsNoErrorWhereSIGPIPEIsIgnoredEither() throws {
    let child = try shell(#"trap '' PIPE; { "$1" tree "$2" --format jsonl; echo "status $?" >&2; } | head -n 1"#)
    #expect(child.output.split(separator: "\n").count == 1)
    #expect(child.errors == "status 141\n")
  }

  @Test func aFullDiskIsAnError() throws {
    let child = try shell(#""$1" pages "$2" >/dev/full"#)
    #expect(child.status == 2)
    #expect(child.errors.hasPrefix("savescope: standard output: cannot write: no space left on device"))
  }

  @Test func coloursAppearOnRequestOnly() throws {
    let sample = Fixtures.sample("hvm.bin")
    #expect(try !ChildProcess.savescope("summary", sample).output.contains("\u{1b}"))
    #expect(try ChildProcess.savescope("summary", sample, "--color", "always").output.contains("\u{1b}["))
  }

  @Test func progressIsWipedOutAndStaysOffStandardOutput() throws {
    let child = try ChildProcess.savescope("summary", Fixtures.sample("hvm.bin"), "--progress", "always")
    #expect(child.status == 0)
    #expect(!child.output.contains("reading:"))
    #expect(child.errors.isEmpty || child.errors.hasSuffix("\r\u{1b}[K"))
  }

  @Test func standardInputReadsLikeAFile() throws {
    let path = Fixtures.sample("hvm-remus.bin")
    let fromPipe = try ChildProcess.savescope("verify", "-", input: try FixtureFile.bytes(path))
    let fromFile = try ChildProcess.savescope("verify", path)
    #expect(fromPipe.status == fromFile.status)
    #expect(fromPipe.output == fromFile.output.replacing(path, with: "standard input"))
  }
}
