@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct CacheCommandTests {
  /// The sample under Remus with its pages compressed, as a file.
  private func withCompressedSample(_ body: (String) throws -> Void) throws {
    try FixtureFile.withTemporaryFolder { folder in
      let path = "\(folder)/compressed.bin"
      let run = try ChildProcess.savescope(
        "recode", Fixtures.sample("hvm-remus.bin"), "--to", "compressed", "-o", path, "--quiet")
      #expect(run.status == 0)
      try body(path)
    }
  }

  @Test func writesARowForEachCompressedCheckpoint() throws {
    try withCompressedSample { path in
      let run = try ChildProcess.savescope("cache", path, "--format", "csv")
      let lines = run.output.split(separator: "\r\n")
      #expect(run.status == 0)
      #expect(lines.first.map(String.init) == CacheReport.columns.joined(separator: ","))
      let starts = lines.dropFirst().map { String($0.prefix(2)) }
      #expect(starts == ["1,", "2,", "3,", "4,"])
    }
  }

  @Test func writesADocumentWithTheCurve() throws {
    try withCompressedSample { path in
      let run = try ChildProcess.savescope("cache", path, "--format", "json")
      let document = try JSONValue(parsing: run.outputBytes)
      let sizes = document["sizes"]?.elements.compactMap { $0["cachePages"]?.integer }
      #expect(document["cachePages"]?.integer == 8192)
      #expect(document["checkpoints"]?.elements.count == 4)
      #expect(sizes?.contains(8192) == true)
      #expect(document["findings"]?.elements.isEmpty == true)
    }
  }

  @Test func saysWhatASmallerCacheDoesNotExplain() throws {
    try withCompressedSample { path in
      let run = try ChildProcess.savescope("cache", path, "--cache-pages", "2")
      #expect(run.status == 1)
      #expect(run.output.contains("[delta-desync]"))
      let verify = try ChildProcess.savescope("verify", path)
      #expect(verify.status == 0, "Xen's own size explains the stream")
    }
  }

  @Test func saysWhereThereWasNoCache() throws {
    let run = try ChildProcess.savescope("cache", Fixtures.sample("hvm-remus.bin"))
    #expect(run.status == 2)
    #expect(run.errors.contains("no checkpoint has compressed pages"))
  }
}
