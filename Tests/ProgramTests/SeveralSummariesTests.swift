import TestSupport
import Testing

/// `savescope summary` of more files than one.
@Suite struct SeveralSummariesTests {
  private static let samples = ["hvm-remus-compressed", "pv64"].map { "\(Fixtures.packageRoot)/Samples/\($0).bin" }

  private func summary(_ options: String..., of files: [String] = samples) throws -> ChildProcess {
    try ChildProcess.run(Fixtures.programPath, ["summary"] + files + options)
  }

  @Test func textHasARowForEach() throws {
    let run = try summary()
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.last == "Unchecked: page tables, the sender's cache; savescope verify looks at that, too")
    #expect(lines.first?.hasPrefix("file") == true)
    for (line, sample) in zip(lines.dropFirst(), Self.samples) { #expect(line.hasPrefix(sample)) }
  }

  @Test func rowsForProgramsNameTheirFile() throws {
    let csv = try summary("--format", "csv").output.split(separator: "\r\n")
    #expect(csv.first?.hasPrefix("file,index,offset,") == true)
    for sample in Self.samples {
      let alone = try summary("--format", "csv", of: [sample]).output.split(separator: "\r\n").dropFirst()
      #expect(csv.filter { $0.hasPrefix(sample + ",") }.map { $0.dropFirst(sample.count + 1) } == Array(alone))
    }
    let lines = try summary("--format", "jsonl").output.split(separator: "\n")
    let files = try lines.map { try JSONValue(parsing: Array($0.utf8))["file"]?.text }
    #expect(Set(files) == Set(Self.samples))
    #expect(lines.count == csv.count - 1)
  }

  @Test func aDocumentHoldsThoseOfEach() throws {
    let document = try JSONValue(parsing: summary("--format", "json").outputBytes)
    let captures = try #require(document["captures"]?.elements)
    #expect(captures.map { $0["file"]?["path"]?.text } == Self.samples)
    #expect(captures.map { $0["stream"]?["guest"]?.text } == ["hvm", "pv"])
  }

  @Test func whatCannotBeReadIsToldOfAndTheOthersAreThere() throws {
    let folder = TemporaryFolder()
    let run = try summary(of: [folder.path + "/missing"] + Self.samples)
    #expect(run.status == 2)
    #expect(run.errors.contains("missing"))
    #expect(run.output.split(separator: "\n").count == 4)
  }

  @Test func whatTextHasNoRoomForIsRefused() throws {
    #expect(try summary("--where", "index = 0").status == 64)
    #expect(try summary("--where", "index = 0", "--format", "csv").output.split(separator: "\r\n").count == 3)
  }
}
