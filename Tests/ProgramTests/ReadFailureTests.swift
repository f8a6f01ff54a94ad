import TestSupport
import Testing

/// A capture that stops giving bytes on the way, here because its gzip wrapping is cut: what was read is shown, then
/// the trouble is named, with exit status 2.
@Suite struct ReadFailureTests {
  private func savescope(_ arguments: String) throws -> ChildProcess {
    try FixtureFile.withTemporaryFolder { folder in
      try ChildProcess.run(
        "/bin/sh",
        [
          "-c",
          #"gzip -c "$2" >"$3/whole" && head -c $(($(wc -c <"$3/whole") * 2 / 3)) "$3/whole" >"$3/cut" && "#
            + #""$1" \#(arguments) "$3/cut""#,
          "sh", Fixtures.programPath, Fixtures.sample("hvm-remus.bin"), folder,
        ])
    }
  }

  @Test(arguments: ["summary", "tree", "pages", "verify"])
  func showsWhatWasReadAndEndsWithStatus2(_ command: String) throws {
    let child = try savescope(command)
    #expect(child.status == 2)
    #expect(!child.output.isEmpty)
    #expect(child.errors.split(separator: "\n").count == 1 && child.errors.hasPrefix("savescope: "))
  }

  @Test func verifyNamesThePlaceAsAFinding() throws {
    let rows = try JSONValue.lines(try savescope("verify --format jsonl").output)
    #expect(rows.contains { $0["rule"]?.text == "unpacking-failed" && ($0["offset"]?.integer ?? 0) > 100_000 })
  }
}
