@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector
@testable import savescope

/// Files that the inspector writes, against what the commands write to standard output.
@Suite struct ExportJobTests {
  private let folder = TemporaryFolder()

  /// A view, reached by keys, of a sample.
  struct View: Sendable, CustomTestStringConvertible {
    let sample: String
    let keys: String
    var testDescription: String { "\(sample) \(keys)" }
  }

  static let views = ["hvm-remus-compressed.bin", "hvm-remus-cut.bin"].flatMap { sample in
    [
      "0", "1", "1jj\rjj\r", "2", "2a", "2:filter pfn < 0x20\r:sort pfn desc\r", "3",
      "3:filter index > 0 and pages > 4\r", "4", "5", "6", "7",
      "7:filter severity = error\r",
    ].map { View(sample: sample, keys: $0) }
  }

  @Test(arguments: views, ["txt", "json", "jsonl", "csv"])
  func holdsWhatTheCommandWrites(view: View, ending: String) throws {
    let path = "\(folder.path)/out.\(ending)"
    let inspected = try InspectedFile(Fixtures.sample(view.sample))
    let request = try #require(inspected.export(keys: view.keys + ":export \(path)\r"))
    let command = try ChildProcess.run(Fixtures.programPath, request.arguments)
    #expect(inspected.write(request).isWritten)
    #expect(try FixtureFile.bytes(path) == command.outputBytes)
  }

  @Test func saysHowManyRowsItWrote() throws {
    let inspected = try InspectedFile(Fixtures.sample("hvm-remus.bin"))
    let path = folder.path + "/pages.csv"
    let request = try #require(inspected.export(keys: "2:export \(path)\r"))
    #expect(inspected.write(request) == .written("Wrote 74 rows to \(path)"))
    let tree = try #require(inspected.export(keys: "1:export \(folder.path)/tree.txt\r"))
    #expect(inspected.write(tree) == .written("Wrote \(folder.path)/tree.txt, 182 B"))
  }

  @Test func saysThatTheCaptureIsNotReadToItsEnd() throws {
    let inspected = try InspectedFile(Fixtures.sample("hvm-remus.bin"), isFinished: false)
    let path = folder.path + "/pages.csv"
    let request = try #require(inspected.export(keys: "2:export \(path)\r"))
    #expect(inspected.write(request) == .written("Wrote 74 rows to \(path), of what has been read so far"))
  }

  @Test func refusesToReplaceAFileUnlessItIsToldTo() throws {
    let path = folder.path + "/out.csv"
    try FixtureFile.write(Array("old".utf8), to: path)
    let inspected = try InspectedFile(Fixtures.sample("hvm.bin"))
    let request = try #require(inspected.export(keys: "2:export \(path)\r"))
    #expect(inspected.write(request) == .failed("\(path): exists already; :export! replaces it"))
    #expect(try FixtureFile.text(path) == "old")
    let other = try #require(inspected.export(keys: "2:export! \(path)\r"))
    #expect(inspected.write(other).isWritten)
    #expect(try FixtureFile.text(path).hasPrefix("checkpoint,"))
    #expect(folder.names == ["out.csv"])
  }

  @Test(arguments: [
    ("/dev/null", "/dev/null: is no regular file; choose another name"),
    ("/no/such/folder.csv", "/no/such/folder.csv: cannot write: no such file or directory; make the folder first"),
  ])
  func saysWhyItCannotWrite(path: String, words: String) throws {
    let inspected = try InspectedFile(Fixtures.sample("hvm.bin"))
    let request = try #require(inspected.export(keys: "2:export \(path)\r"))
    #expect(inspected.write(request) == .failed(words))
  }

  @Test func leavesNothingBehindWhenItIsStopped() throws {
    let inspected = try InspectedFile(Fixtures.sample("hvm-remus.bin"))
    for view in ["0", "1", "2", "7"] {
      let request = try #require(inspected.export(keys: "\(view):export \(folder.path)/out.json\r"))
      let job = inspected.job(request)
      job.stop()
      #expect(inspected.run(job) == .stopped)
      #expect(folder.names == [], "view \(view)")
    }
  }

  @Test func bytesThatAreStoppedOnTheirWayLeaveNoFile() throws {
    let watch = ReportWatch()
    do {
      let file = try OutputFile(path: folder.path + "/out", OutputFile.Manners(watch: watch))
      file.output.write(byte: 1, times: ReportOutput.capacity + 1)
      #expect(watch.byteCount == UInt64(ReportOutput.capacity))
      watch.stop()
      file.output.write(byte: 1, times: ReportOutput.capacity)
      #expect(throws: OutputError.self) { try file.finish() }
    }
    #expect(folder.names == [])
  }

  @Test func theShownCommandLineDoesTheSameInAShell() throws {
    let capture = folder.path + "/it's a \"capture\"\t$1.bin"
    try FixtureFile.write(try FixtureFile.bytes(Fixtures.sample("hvm-remus.bin")), to: capture)
    let inspected = try InspectedFile(capture)
    let request = try #require(inspected.export(keys: "1jj\rj:export \(folder.path)/out.jsonl\r"))
    #expect(inspected.write(request).isWritten)
    let line = (["savescope"] + request.arguments).map { ShellWords.quoted($0, unicode: true) }.joined(separator: " ")
    let shell = try ChildProcess.run(
      "/bin/bash", ["-c", "savescope() { '\(Fixtures.programPath)' \"$@\"; }; \(line)"])
    #expect(shell.errors == "")
    #expect(try FixtureFile.bytes(folder.path + "/out.jsonl") == shell.outputBytes)
  }
}

extension ExportJob.Outcome {
  fileprivate var isWritten: Bool { if case .written = self { true } else { false } }
}
