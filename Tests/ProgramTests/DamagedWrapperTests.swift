import Glibc
import TestSupport
import Testing

/// Captures whose compressed data is damaged behind checkpoints that are whole.
@Suite struct DamagedWrapperTests {
  private let folder = TemporaryFolder()
  private let damaged: String
  private var output: String { folder.path + "/out" }

  init() throws {
    damaged = folder.path + "/damaged.gz"
    let sample = Fixtures.sample("hvm-remus-compressed.bin")
    let packing = try ChildProcess.run("/bin/sh", ["-c", "gzip -c '\(sample)' | head -c -2000 >'\(damaged)'"])
    #expect(packing.status == 0)
  }

  static let commands = [
    ["memory", "--checkpoint", "0"], ["memory", "--checkpoint", "1", "--allow-incomplete"],
    ["memory", "--checkpoint", "0", "--pfn", "0x10"], ["cut", "--checkpoint", "1"], ["recode", "--to", "plain"],
    ["recode", "--to", "v3"],
  ]

  @Test(arguments: commands) func whatLiesWholeBeforeTheDamageIsWrittenWithAWarning(command: [String]) throws {
    let run = try ChildProcess.run(Fixtures.programPath, [command[0], damaged] + command.dropFirst() + ["-o", output])
    #expect(run.status == 0)
    #expect(run.errors.hasPrefix("savescope: warning: \(damaged):0x"), "\(run.errors)")
    #expect(run.errors.contains("check that the file was copied whole"))
    #expect(folder.names == ["damaged.gz", "out"])
  }

  @Test(arguments: commands) func quietLeavesTheWarningOut(command: [String]) throws {
    let run = try ChildProcess.run(
      Fixtures.programPath, [command[0], damaged] + command.dropFirst() + ["-o", output, "--quiet"])
    #expect(run.status == 0)
    #expect(!run.errors.contains("check that the file was copied whole"), "\(run.errors)")
    #expect(folder.names == ["damaged.gz", "out"])
  }

  @Test func aCheckpointThatTheDamageHitIsNotWritten() throws {
    let last = try ChildProcess.savescope("summary", damaged, "--format", "json")
    let count = try #require(try JSONValue(parsing: last.outputBytes)["checkpoints"]?.elements.count)
    for command in ["memory", "cut"] {
      let run = try ChildProcess.savescope(command, damaged, "--checkpoint", "\(count - 1)", "-o", output)
      #expect(run.status == 2)
      #expect(run.errors.contains("is not complete"), "\(run.errors)")
    }
    #expect(folder.names == ["damaged.gz"])
  }

  @Test func reportsStillSayThatTheyAreNotWhole() throws {
    for command in ["summary", "verify", "tree"] { #expect(try ChildProcess.savescope(command, damaged).status == 2) }
  }
}
