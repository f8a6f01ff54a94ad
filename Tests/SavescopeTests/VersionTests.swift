import TestSupport
import Testing

@testable import savescope

/// What `--version` says.
@Suite struct VersionTests {
  @Test func namesTheVersionAndTheLibraries() throws {
    let run = try ChildProcess.savescope("--version")
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("savescope \(programVersion)") == true)
    for library in ["zlib ", "zstd ", "liblzma ", "SQLite ", "ncurses "] {
      #expect(lines.last?.contains(library) == true, "\(run.output)")
    }
  }
}
