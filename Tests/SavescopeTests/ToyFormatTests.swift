@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@testable import savescope

/// Every command takes a stream of a format that no command has heard of.
@Suite struct ToyFormatTests {
  private let folder = TemporaryFolder()
  private var capture: String { folder.path + "/toy.bin" }

  init() throws { try FixtureFile.write(ToyFormat.bytes, to: folder.path + "/toy.bin") }

  /// What a command writes, given the capture as its argument.
  private func report(_ words: [String]) throws -> String {
    try OpenFormats.$known.withValue([ToyFormat.self]) {
      let path = "\(folder.path)/\(words.joined(separator: "-")).txt"
      let indexed = try ReadingArguments.parse([]).index(capture, with: OutputOptions.parse([]))
      let output = try OutputFile(path: path)
      let target = ReportTarget(output.output, watch: ReportWatch())
      let parsed = try Program.parseAsRoot([words[0], capture] + words.dropFirst())
      switch parsed {
      case let command as any ReportCommand: _ = try command.write(indexed, to: target)
      case let command as any ComparisonCommand: _ = try command.write(indexed, nil, to: target)
      default: Issue.record("\(words[0]) writes no report")
      }
      try output.finish()
      return try FixtureFile.text(path)
    }
  }

  private func run(_ words: [String]) throws {
    try OpenFormats.$known.withValue([ToyFormat.self]) {
      var command = try Program.parseAsRoot([words[0], capture] + words.dropFirst())
      try command.run()
    }
  }

  @Test func summaryHasARowForEachCheckpoint() throws {
    let text = try report(["summary"])
    #expect(text.contains("toy stream"))
    #expect(try report(["summary", "--format", "json"]).contains("\"format\":\"toy\""))
  }

  @Test func treeTilesIt() throws {
    let text = try report(["tree", "--depth", "2"])
    #expect(text.contains("console"))
  }

  @Test func pagesNumbersEntriesWithinTheirRecord() throws {
    let lines = try report(["pages", "--format", "csv"]).split(whereSeparator: \.isNewline)
    try #require(lines.count == 3004)
    #expect(lines[3000].hasPrefix("0,0,0,2999,"))
    #expect(lines[3003].hasPrefix("1,0,0,2,"))
  }

  @Test func pageHasItsHistory() throws {
    let text = try report(["page", "--pfn", "7"])
    #expect(text.contains("0x7"))
  }

  @Test func mapCountsPages() throws {
    #expect(try report(["map", "--format", "json"]).contains("\"NOTAB\""))
  }

  @Test func diffFindsThreePagesAndAField() throws {
    let text = try report(["diff", "--from", "0", "--to", "1", "--format", "json"])
    #expect(text.contains("\"pfn\":7") && text.contains("\"pfn\":2999"))
    #expect(text.contains("console"))
  }

  @Test func verifyFindsNothing() throws {
    #expect(try report(["verify", "--memory"]).contains("sound"))
  }

  @Test func memoryIsWhatWasSent() throws {
    let path = folder.path + "/memory.raw"
    try run(["memory", "--checkpoint", "1", "--format", "raw", "-o", path])
    let memory = try FixtureFile.bytes(path)
    #expect(memory.count == 3000 * 4096)
    #expect(memory[7 * 4096] == 0xaa && memory[9 * 4096] == 9 && memory[2999 * 4096] == 0xcc)
  }

  @Test(arguments: [["cut", "--checkpoint", "1"], ["recode", "--to", "compressed"]])
  func whatWritesLegacyStreamsRefusesInALine(words: [String]) throws {
    #expect(throws: ProgramFailure.self) { try run(words + ["-o", folder.path + "/out.bin"]) }
    #expect(FixtureFile.exists(folder.path + "/out.bin") == false)
  }

  @Test func cacheSaysThatThereWasNone() throws {
    #expect(throws: ProgramFailure.self) { try run(["cache"]) }
  }
}
