import TestSupport
import Testing

@Suite struct DiffCommandTests {
  private let remus = Fixtures.sample("hvm-remus.bin")

  @Test func theStatusSaysWhetherThereIsADifference() throws {
    #expect(try ChildProcess.savescope("diff", remus).status == 1)
    let same = try ChildProcess.savescope("diff", remus, "--from", "3", "--to", "3")
    #expect(same.status == 0)
    #expect(same.output.hasPrefix("Checkpoint 3 and checkpoint 3"))
    #expect(try ChildProcess.savescope("diff", "/no/such/file").status == 2)
    #expect(try ChildProcess.savescope("diff", remus, "/no/such/file").status == 2)
  }

  @Test func aRecodedCaptureIsTheSameAtEveryCheckpoint() throws {
    try FixtureFile.withTemporaryFolder { folder in
      let compressed = "\(folder)/compressed.bin"
      _ = try ChildProcess.savescope("recode", remus, "--to", "compressed", "-o", compressed, "--quiet")
      for checkpoint in ["0", "2", "4"] {
        let run = try ChildProcess.savescope("diff", remus, compressed, "--from", checkpoint, "--to", checkpoint)
        #expect(run.status == 0)
        #expect(run.output.contains("56 the same"))
      }
      #expect(try ChildProcess.savescope("diff", remus, compressed, "--to", "0").status == 1)
    }
  }

  @Test func oneOfTheCapturesMayBeStandardInput() throws {
    let bytes = try FixtureFile.bytes(remus)
    let run = try ChildProcess.savescope("diff", remus, "-", input: bytes)
    #expect(run.status == 0)
    #expect(run.output.contains("of standard input"))
    let both = try ChildProcess.savescope("diff", "-", "-", input: bytes)
    #expect(both.status == 64)
    #expect(both.errors.contains("Standard input holds one capture"))
  }

  @Test func jsonSaysWhichSideIsNotComplete() throws {
    let run = try ChildProcess.savescope("diff", Fixtures.sample("hvm-remus-cut.bin"), "--to", "2", "--format", "json")
    let note = try #require(try JSONValue(parsing: run.output.utf8)["notes"]?[0])
    #expect(note["side"]?.text == "to" && note["note"]?.text == "incomplete" && note["checkpoint"]?.integer == 2)
  }

  @Test func onlyPagesOrOnlyFieldsAreListed() throws {
    let fields = try ChildProcess.savescope("diff", remus, "--list", "fields")
    #expect(fields.output.contains("\nFields\n") && !fields.output.contains("\nChanged pages\n"))
    let pages = try ChildProcess.savescope("diff", remus, "--list", "pages")
    #expect(!pages.output.contains("\nFields\n") && pages.output.contains("\nChanged pages\n"))
    #expect(fields.status == 1 && pages.status == 1)
  }

  @Test func quietLeavesOutWhatIsBesideTheResult() throws {
    let cut = Fixtures.sample("hvm-remus-cut.bin")
    let run = try ChildProcess.savescope("diff", cut, "--to", "2")
    #expect(run.errors == "savescope: checkpoint 2 is not complete: compared as far as it was sent\n")
    let quiet = try ChildProcess.savescope("diff", cut, "--to", "2", "--quiet")
    #expect(quiet.errors.isEmpty)
    #expect(quiet.output == run.output)
  }

  // MARK: What the guest uses the pages for

  /// Two guests that differ in three pages, of which the kernel has two as slab and one as free.
  private func diff(_ arguments: String...) throws -> ChildProcess {
    var guest = SmallKernel()
    guest.putFrames([0x30: .slab(isLarge: false), 0x31: .slab(isLarge: false), 0x32: .free(order: 0)])
    for pfn in UInt64(0x30)...0x33 { guest.put(1, at: pfn << 12) }
    var later = guest
    for pfn in UInt64(0x30)...0x32 { later.put(2, at: pfn << 12) }
    return try FixtureFile.withTemporaryFolder { folder in
      try FixtureFile.write(guest.stream(), to: "\(folder)/a.bin")
      try FixtureFile.write(later.stream(), to: "\(folder)/b.bin")
      return try ChildProcess.run(
        Fixtures.programPath, ["diff", "\(folder)/a.bin", "\(folder)/b.bin", "--quiet"] + arguments)
    }
  }

  @Test func usesOfPagesThatDifferAreToldAndAddedUp() throws {
    let text = try diff("--use").output
    #expect(text.contains("\n  use     2 slab, 1 free\n"), "\(text)")
    let page = text.split(separator: "\n").first { $0.contains(" 0x32 ") }
    #expect(page?.hasSuffix("free") == true)

    let lines = try JSONValue.lines(try diff("--use", "--format", "jsonl").output)
    #expect(lines.compactMap { $0["use"]?.text } == ["slab", "slab", "free"])
    #expect(lines.allSatisfy { $0["owner"]?.elements.isEmpty == true })

    let csv = try diff("--use", "--format", "csv").output.split(separator: "\r\n")
    #expect(csv.first?.hasSuffix("doubt,use,owner") == true)
    #expect(csv.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).count } == [11, 11, 11])

    let document = try JSONValue(parsing: try diff("--use", "--format", "json").output.utf8)
    #expect(document["use"]?["uses"]?["slab"]?.integer == 2 && document["use"]?["uses"]?["free"]?.integer == 1)
    #expect(document["pages"]?["changed"]?[0]?["use"]?.text == "slab")
  }

  @Test func pagesAreListedByTheirUse() throws {
    // The filter knows uses without --use, which is for rows.
    let run = try diff("--where", "use = slab", "--format", "jsonl")
    let lines = try JSONValue.lines(run.output)
    #expect(lines.compactMap { $0["pfn"]?.integer } == [0x30, 0x31] && lines.allSatisfy { $0["use"] == nil })
  }
}
