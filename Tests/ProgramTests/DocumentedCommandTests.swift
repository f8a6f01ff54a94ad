import TestSupport
import Testing

/// The commands that a page of `docs/` shows write what stands there. `RECORD_SNAPSHOTS=1` writes it anew.
@Suite struct DocumentedCommandTests {
  private static let prompt = "$ savescope "
  private static let fence = "```"

  /// A command of a page, and the lines of what it writes there.
  private struct Shown {
    let line: String
    let output: Range<Int>
  }

  /// The commands in the fences of a page.
  private static func commands(of page: [String]) -> [Shown] {
    page.indices.filter { page[$0].hasPrefix(prompt) }.map { place in
      let start = place + 1
      var end = page[start...].firstIndex { $0 == fence || $0.hasPrefix(prompt) } ?? page.endIndex
      // A blank line stands between two commands.
      if end < page.endIndex, page[end] != fence, end > start, page[end - 1].isEmpty { end -= 1 }
      return Shown(line: page[place], output: start..<end)
    }
  }

  @Test(arguments: ["docs/guest.md"]) func everyCommandWritesWhatThePageShows(_ file: String) throws {
    let path = "\(Fixtures.packageRoot)/\(file)"
    var page = try FixtureFile.text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isRecording = FixtureFile.environment("RECORD_SNAPSHOTS") == "1"
    let commands = Self.commands(of: page)
    #expect(!commands.isEmpty)
    for shown in commands.reversed() {
      let arguments = Transcript.words(of: shown.line).map { word in
        word.hasPrefix("Samples/") ? "\(Fixtures.packageRoot)/\(word)" : word
      }
      let run = try ChildProcess.run(Fixtures.programPath, arguments)
      // As that of `diff` says that there are differences.
      let status: Int32 = arguments.first == "diff" ? 1 : 0
      #expect(run.status == status && run.errors.isEmpty, "\(shown.line): \(run.errors)")
      // Lines of CSV end in CR and LF.
      let output = String(decoding: run.outputBytes.filter { $0 != 0x0d }, as: UTF8.self)
      let text = output.split(separator: Fixtures.packageRoot + "/", omittingEmptySubsequences: false).joined()
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      if isRecording {
        page.replaceSubrange(shown.output, with: lines)
      } else {
        #expect(Array(page[shown.output]) == lines, "\(shown.line)")
      }
    }
    if isRecording { try FixtureFile.write(Array(page.joined(separator: "\n").utf8), to: path) }
  }
}
