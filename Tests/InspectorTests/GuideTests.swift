import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// The screens of `README.md` and `docs/guide.md` are those that the inspector draws.
///
/// Above each stands what makes it, in a comment: the sample, rows and columns, and the keys.
@Suite struct GuideTests {
  /// A screen of the guide: the lines between its fences, and how it is made.
  private struct Shown {
    let sample: String
    let rows: Int
    let columns: Int
    let keys: String
    /// The lines of the page that the screen takes.
    let lines: Range<Int>
  }

  private static let mark = "<!-- screen: "

  private static func screens(of page: [String]) throws -> [Shown] {
    try page.indices.filter { page[$0].hasPrefix(mark) }.map { place in
      let words = page[place].dropFirst(mark.count).split(separator: " ")
      let size = try #require(words.dropFirst().first).split(separator: "x").compactMap { Int($0) }
      let start = place + 2
      let end = try #require(page[start...].firstIndex(of: "```"))
      try #require(size.count == 2 && page[start - 1] == "```", "\(page[place])")
      let keys = words.dropFirst(2).dropLast().joined(separator: " ")
      return Shown(sample: String(words[0]), rows: size[0], columns: size[1], keys: keys, lines: start..<end)
    }
  }

  // Of each view.
  @Test(arguments: [("README.md", 1), ("docs/guide.md", ViewKind.numbered.count)])
  func everyScreenIsWhatTheInspectorDraws(_ file: String, least: Int) throws {
    let path = "\(Fixtures.packageRoot)/\(file)"
    var page = try FixtureFile.text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isRecording = FixtureFile.environment("RECORD_SNAPSHOTS") == "1"
    let screens = try Self.screens(of: page)
    #expect(screens.count >= least)
    for shown in screens.reversed() {
      let driver = try InspectorDriver(sample: shown.sample, rows: shown.rows, columns: shown.columns)
      driver.press(shown.keys)
      let screen = driver.lines.map(String.init)
      if isRecording {
        page.replaceSubrange(shown.lines, with: screen)
      } else {
        #expect(Array(page[shown.lines]) == screen, "\(shown.sample) \(shown.keys):\n\(driver.screen)")
      }
    }
    if isRecording { try FixtureFile.write(Array(page.joined(separator: "\n").utf8), to: path) }
  }
}
