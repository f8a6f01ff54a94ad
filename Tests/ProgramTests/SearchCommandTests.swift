import TestSupport
import Testing

/// `savescope search`.
@Suite struct SearchCommandTests {
  private let linux = Fixtures.sample("v3-linux.bin")

  @Test func nothingFoundIsStatusOne() throws {
    let none = try ChildProcess.savescope("search", linux, "no such text anywhere")
    #expect(none.status == 1 && none.output == "" && none.errors == "")
    let memory = try ChildProcess.savescope("search", linux, "no such text anywhere", "--memory", "--count")
    #expect(memory.status == 1 && memory.output == "0\n")
  }

  @Test func everyFormOfAPatternFindsTheSame() throws {
    let text = try ChildProcess.savescope("search", linux, "--memory", "Linux version")
    #expect(text.status == 0 && text.output.contains("Linux version"))
    for form in [["0x4c696e75782076657273696f6e"], ["--hex", "4c696e75782076657273696f6e"], ["re:Linux versi[o]n"]] {
      let run = try ChildProcess.run(Fixtures.programPath, ["search", linux, "--memory"] + form)
      #expect(run.output == text.output, "\(form)")
    }
    let lower = try ChildProcess.savescope("search", linux, "--memory", "LINUX VERSION", "-i")
    #expect(lower.output == text.output)
    let exact = try ChildProcess.savescope("search", linux, "--memory", "linux version", "--case-sensitive")
    #expect(exact.status == 1)
    let literal = try ChildProcess.savescope("search", linux, "--text", "0x4c696e7578", "--count")
    #expect(literal.status == 1 && literal.output == "0\n")
  }

  @Test func rowsHaveTheirKeys() throws {
    let json = try ChildProcess.savescope("search", linux, "Linux", "--limit", "2", "--format", "json")
    let document = try JSONValue(parsing: json.outputBytes)
    let rows = try #require(document["rows"]?.elements)
    #expect(rows.count == 2)
    let bytes = try FixtureFile.bytes(linux)
    for row in rows {
      let offset = try #require(row["offset"]?.integer)
      #expect(Array(bytes[offset..<offset + 5]) == Array("Linux".utf8))
      #expect(row["bytes"]?.text == "4c696e7578" && row["match"]?.text == "Linux")
    }
    let csv = try ChildProcess.savescope("search", linux, "Linux", "--memory", "--all", "--format", "csv")
    #expect(
      csv.output.hasPrefix("checkpoint,pfn,pageOffset,virtualAddress,length,bytes,match,before,after\r\n"))
    let count = try ChildProcess.savescope("search", linux, "Linux", "--memory", "--all", "--count")
    #expect(count.output == "\(csv.output.split(separator: "\r\n").count - 1)\n")
  }

  @Test func aCompressedCaptureIsSearchedToItsEnd() throws {
    let plain = try ChildProcess.savescope("search", linux, "Linux")
    let piped = try ChildProcess.run(
      "/bin/sh", ["-c", "gzip -c \"$1\" | \"$0\" search - Linux", Fixtures.programPath, linux])
    #expect(piped.status == 0 && piped.output == plain.output)
  }

  @Test(arguments: [
    ["0x123"], ["--regex", "("], [""], ["x", "--all"], ["x", "--memory", "--all", "--checkpoint", "1"],
    ["x", "--limit", "0"], ["0x12", "-i"],
  ])
  func whatMeansNothingIsRefused(_ arguments: [String]) throws {
    let run = try ChildProcess.run(Fixtures.programPath, ["search", linux] + arguments)
    #expect(run.status == 64, "\(arguments): \(run.errors)")
  }
}
