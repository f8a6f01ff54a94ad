import TestSupport
import Testing

/// A capture of which bytes are lost, given to commands without a word of that.
@Suite(.waitsForPrograms) struct DamagedCaptureTests {
  private let folder = TemporaryFolder()
  private let path: String

  init() throws {
    path = folder.path + "/damaged.bin"
    var bytes = try FixtureFile.bytes(Fixtures.sample("pv64.bin"))
    bytes.removeSubrange(60_000..<60_900)
    try FixtureFile.write(bytes, to: path)
  }

  private func program(_ words: [String]) throws -> ChildProcess { try ChildProcess.run(Fixtures.programPath, words) }

  @Test(arguments: [["pages"], ["tree"], ["map", "--format", "csv"], ["page", "--pfn", "0x20"]])
  func whatShowsPagesGoesOnBehindDamageAndSaysSo(_ command: [String]) throws {
    let run = try program([command[0], path] + command.dropFirst())
    #expect(run.status == 0)
    #expect(run.errors.contains("damaged.bin:0xe6a4: damaged here: what is behind it was found again"))
    let asked = try program([command[0], path, "--salvage"] + command.dropFirst())
    #expect(run.output == asked.output && asked.errors.isEmpty)
    let quiet = try program([command[0], path, "-q"] + command.dropFirst())
    #expect(quiet.errors.isEmpty && quiet.output == run.output)
    let plain = try program([command[0], path, "--no-salvage"] + command.dropFirst())
    #expect(plain.output != run.output && plain.errors.isEmpty)
  }

  @Test(arguments: ["summary", "verify"]) func whatJudgesReadsAsAReceiverAndSaysWhereMoreIs(_ command: String) throws {
    let run = try ChildProcess.savescope(command, path)
    let plain = try ChildProcess.savescope(command, path, "--no-salvage")
    #expect(run.output == plain.output && run.status == plain.status && plain.errors.isEmpty)
    #expect(run.errors.contains("savescope tree, pages, memory and cut go on behind it"))
    #expect(try ChildProcess.savescope(command, path, "--salvage").output != run.output)
  }

  @Test func ofACaptureThatIsCutNothingIsSaid() throws {
    let bytes = try FixtureFile.bytes(Fixtures.sample("pv64.bin"))
    try FixtureFile.write(Array(bytes.prefix(200_000)), to: path)
    for command in ["pages", "tree", "summary", "verify"] {
      #expect(try ChildProcess.savescope(command, path).errors.isEmpty, "\(command)")
    }
  }
}
