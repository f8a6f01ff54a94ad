@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@testable import Study

/// `savescope export`: what is in a database, and what becomes of one that is there.
@Suite struct ExportCommandTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/study.db" }
  private static let remus = sample("hvm-remus-compressed")

  private static func sample(_ name: String) -> String { "\(Fixtures.packageRoot)/Samples/\(name).bin" }

  private func database() throws -> DatabaseFile {
    let name = path.utf8.map { CChar(bitPattern: $0) } + [0]
    return try DatabaseFile(path: name, namedInMessages: path)
  }

  private func number(_ query: String) throws -> Int64? { try database().number(query) }

  /// Rows of a command's JSON Lines.
  private func rows(_ arguments: String...) throws -> [JSONValue] {
    let run = try ChildProcess.run(Fixtures.programPath, arguments + ["--format", "jsonl"])
    return try run.output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
  }

  @Test func rowsAreThoseOfTheOtherForms() throws {
    #expect(try ChildProcess.savescope("export", "-o", path, Self.remus).status == 0)
    let sends = try rows("pages", "--content", Self.remus)
    #expect(try number("SELECT count(*) FROM sends") == Int64(sends.count))
    let bytes = sends.compactMap { $0["length"]?.integer }.reduce(0, +)
    #expect(try number("SELECT sum(length) FROM sends") == Int64(bytes))
    let words = sends.compactMap { $0["changedWords"]?.integer }.reduce(0, +)
    #expect(try number("SELECT sum(changedWords) FROM sends") == Int64(words))
    let checkpoints = try rows("summary", Self.remus)
    #expect(try number("SELECT count(*) FROM checkpoints") == Int64(checkpoints.count))
    let length = checkpoints.compactMap { $0["length"]?.integer }.reduce(0, +)
    #expect(try number("SELECT sum(length) FROM checkpoints") == Int64(length))
    let findings = try rows("verify", Self.remus)
    #expect(try number("SELECT count(*) FROM findings") == Int64(findings.count))
    #expect(try number("SELECT count(*) FROM batches") == number("SELECT count(*) FROM (\(Self.batchesOfSends))"))
  }

  private static let batchesOfSends = "SELECT DISTINCT capture, checkpoint, batch FROM sends"

  @Test func aRowForEachPageSumsUpWhatWasSentOfIt() throws {
    #expect(try ChildProcess.savescope("export", "-o", path, Self.remus).status == 0)
    #expect(try number("SELECT sum(sends) FROM pages") == number("SELECT count(*) FROM sends"))
    #expect(try number("SELECT count(*) FROM pages") == number("SELECT count(DISTINCT pfn) FROM sends"))
    let differing = """
      SELECT count(*) FROM pages WHERE bytes IS NOT (SELECT sum(length) FROM sends WHERE sends.pfn = pages.pfn)
        OR lastCheckpoint != (SELECT max(checkpoint) FROM sends WHERE sends.pfn = pages.pfn)
      """
    #expect(try number(differing) == 0)
  }

  @Test func theRatioOfAPageLeavesOutWhatIsCutOff() throws {
    let cut = Self.sample("hvm-remus-cut")
    #expect(try ChildProcess.savescope("export", "-o", path, cut).status == 0)
    #expect(try number("SELECT count(*) FROM sends WHERE encoding = 'missing' AND length > 0") == 1)
    // All its pages travel as images.
    #expect(try number("SELECT count(*) FROM pages WHERE ratio != 1") == 0)
  }

  @Test func entriesWithoutContentComeWhereTheyAreAskedFor() throws {
    #expect(try ChildProcess.savescope("export", "--entries", "-o", path, Self.remus).status == 0)
    #expect(try number("SELECT count(*) FROM sends") == Int64(try rows("pages", Self.remus).count))
    #expect(try number("SELECT count(*) FROM sends WHERE encoding = 'none'") != 0)
    #expect(try number("SELECT sum(sends) FROM pages") == number("SELECT count(*) FROM sends WHERE encoding != 'none'"))
  }

  @Test func everyViewAnswers() throws {
    #expect(try ChildProcess.savescope("export", "-o", path, Self.remus, Self.sample("hvm-remus-cut")).status == 0)
    for view in StudyViews.all {
      #expect(try number("SELECT count(*) FROM \(view.name)") ?? 0 > 0, "\(view.name)")
    }
  }

  @Test func aDatabaseIsAddedToOrReplacedOnlyWhereThatIsAskedFor() throws {
    #expect(try ChildProcess.savescope("export", "-o", path, Self.remus, Self.sample("pv64")).status == 0)
    let refused = try ChildProcess.savescope("export", "-o", path, Self.sample("v3-pv"))
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--append"))
    #expect(try number("SELECT count(*) FROM captures") == 2)
    #expect(try ChildProcess.savescope("export", "--append", "-o", path, Self.sample("v3-pv")).status == 0)
    #expect(try number("SELECT max(capture) FROM captures") == 3)
    #expect(try number("SELECT count(*) FROM captures WHERE format = 'libxc-v3'") == 1)
    #expect(try number("SELECT count(DISTINCT capture) FROM sends") == 3)
    #expect(try ChildProcess.savescope("export", "--force", "-o", path, Self.sample("v3-pv")).status == 0)
    #expect(try number("SELECT count(*) FROM captures") == 1)
    #expect(folder.names == ["study.db"])
  }

  @Test func anotherFileIsNotAddedTo() throws {
    let other = folder.path + "/other"
    try FixtureFile.write(Array("no database, whatever its name".utf8), to: other)
    #expect(try ChildProcess.savescope("export", "--append", "-o", other, Self.remus).status == 2)
    #expect(try FixtureFile.text(other) == "no database, whatever its name")
    let capture = folder.path + "/capture"
    try FixtureFile.write(try FixtureFile.bytes(Self.remus), to: capture)
    #expect(try ChildProcess.savescope("export", "--append", "-o", capture, capture).status == 2)
    #expect(try FixtureFile.bytes(capture) == FixtureFile.bytes(Self.remus))
  }

  @Test func aDatabaseOfAnotherVersionIsNotAddedTo() throws {
    #expect(try ChildProcess.savescope("export", "-o", path, Self.remus).status == 0)
    try database().run("ALTER TABLE sends RENAME COLUMN changedWords TO changed")
    let refused = try ChildProcess.savescope("export", "--append", "-o", path, Self.remus)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("another version"))
    #expect(try number("SELECT count(*) FROM captures") == 1)
  }

  @Test func whatCannotBeReadIsToldOfAndTheOthersAreThere() throws {
    let missing = folder.path + "/missing"
    let run = try ChildProcess.savescope("export", "-o", path, missing, Self.remus)
    #expect(run.status == 2)
    #expect(run.errors.contains(missing))
    #expect(try number("SELECT count(*) FROM captures") == 1)
    #expect(try ChildProcess.savescope("export", "-o", folder.path + "/none.db", missing).status == 2)
    #expect(folder.names == ["study.db"])
  }

  @Test func textOfACaptureIsBoundAndEscaped() throws {
    let capture = folder.path + "/\u{1b}[31m'); DROP TABLE captures; --.bin"
    try FixtureFile.write(HostileCapture.bytes(), to: capture)
    #expect(try ChildProcess.savescope("export", "-o", path, capture).status == 0)
    #expect(
      try number("SELECT count(*) FROM captures WHERE file LIKE '%\\x1b[31m''); DROP TABLE captures; --.bin'") == 1)
    #expect(try number("SELECT count(*) FROM captures WHERE file GLOB '*' || char(27) || '*'") == 0)
  }

  @Test func aDatabaseNeedsAFile() throws {
    #expect(try ChildProcess.savescope("export", "-o", "-", Self.remus).status == 64)
    #expect(try ChildProcess.savescope("export", "--append", "--force", "-o", path, Self.remus).status == 64)
  }
}
