import Glibc
import TestSupport
import Testing

/// What cannot be read: one line that says so, exit status 2.
@Suite struct BadInputTests {
  private static let commands = ["open", "summary", "tree", "pages", "map", "verify"]

  private func expectOneLine(_ path: String, _ command: String, input: [UInt8] = []) throws {
    let child = try ChildProcess.savescope(command, path, input: input)
    #expect(child.status == 2)
    #expect(child.output == "")
    let name = path == "-" ? "standard input" : path
    #expect(child.errors.hasPrefix("savescope: \(name): ") || child.errors.hasPrefix("savescope: \(name):0x"))
    #expect(child.errors.split(separator: "\n").count == 1 && child.errors.hasSuffix("\n"))
    #expect(!child.errors.contains("Usage") && child.errors.count > name.count + 20)
  }

  @Test(arguments: commands) func noFile(_ command: String) throws {
    try expectOneLine("/nowhere/at/all", command)
  }

  @Test(arguments: commands) func aFolder(_ command: String) throws { try expectOneLine("/tmp", command) }

  @Test(arguments: commands) func aProgram(_ command: String) throws { try expectOneLine("/bin/ls", command) }

  @Test(arguments: commands) func anEmptyFile(_ command: String) throws {
    try withFile([], command)
  }

  @Test(arguments: commands) func zeros(_ command: String) throws {
    try withFile([UInt8](repeating: 0, count: 70_000), command)
  }

  @Test(arguments: commands) func aPicture(_ command: String) throws {
    let head: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0, 0, 0, 0xd, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 9]
    try withFile(head + Array("IDAT and so on".utf8), command)
  }

  @Test func aStreamWithoutItsBeginningIsSentToSalvage() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = folder + "/headless"
      try FixtureFile.write(Array(FixtureFile.bytes(Fixtures.sample("hvm.bin")).dropFirst(16)), to: path)
      let refused = try ChildProcess.savescope("summary", path)
      #expect(refused.status == 2 && refused.errors.contains("or --salvage for one that is damaged"))
      let found = try ChildProcess.savescope("summary", "--salvage", path)
      #expect(found.output.contains("HVM guest"))
    }
  }

  /// What is wrong is where to look, and not the medium.
  @Test func aPlaceWithoutAStreamIsNamedAndSentToSalvage() throws {
    let child = try ChildProcess.savescope("summary", "--stream-at", "0x1000", Fixtures.sample("hvm.bin"))
    #expect(child.status == 2 && child.errors.contains("hvm.bin:0x1000: is no Xen save"))
    #expect(child.errors.contains("--salvage") && !child.errors.contains("medium"))
  }

  @Test func whatWasSearchedInVainIsNotSentToSalvageAgain() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = folder + "/zeros"
      try FixtureFile.write([UInt8](repeating: 0, count: 70_000), to: path)
      let child = try ChildProcess.savescope("summary", "--salvage", path)
      #expect(child.status == 2 && child.errors.contains("nor does it hold a damaged one"))
      #expect(!child.errors.contains("--salvage"))
    }
  }

  @Test(arguments: 1...24) func randomBytes(_ seed: UInt64) throws {
    var state = seed
    let bytes = (0..<20_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    try withFile(bytes, "summary")
  }

  @Test(arguments: commands) func nothingOnStandardInput(_ command: String) throws {
    try expectOneLine("-", command)
  }

  @Test func aFileThatMayNotBeRead() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = folder + "/secret"
      try FixtureFile.write([1, 2, 3], to: path)
      chmod(path, 0)
      // Root may read anything.
      guard geteuid() != 0 else { return }
      for command in Self.commands { try expectOneLine(path, command) }
    }
  }

  @Test func aNameCannotSendEscapeSequences() throws {
    let child = try ChildProcess.savescope("summary", "/nowhere/\u{1b}[31mred")
    #expect(child.status == 2)
    #expect(!child.errors.contains("\u{1b}"))
  }

  private func withFile(_ bytes: [UInt8], _ command: String) throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = folder + "/file"
      try FixtureFile.write(bytes, to: path)
      try expectOneLine(path, command)
    }
  }
}
