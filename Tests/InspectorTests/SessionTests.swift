@_spi(Measuring) import Inspector
import TestSupport
import Testing

/// The five things that the README promises, as sessions: keys in, screens out.
@Suite struct SessionTests {
  /// What somebody wants to know, and the keys that lead there, step by step.
  struct Session: Sendable, CustomTestStringConvertible {
    let name: String
    let sample: String
    let steps: [String]
    var testDescription: String { name }
  }

  static let sessions = [
    Session(
      name: "what-is-in-here", sample: "hvm-remus-compressed.bin",
      steps: ["", "1", "jj<Enter>", "j<Enter>", "jj<Enter>", "<Tab>j", "<Tab>"]),
    Session(
      name: "why-it-cost-so-much", sample: "hvm-remus-compressed.bin",
      steps: ["3", "jj", "p", "&length > 1000<Enter>", "<Enter>", "^O", "&<Enter>"]),
    Session(
      name: "what-became-of-this-page", sample: "pv64-remus-compressed.bin",
      steps: ["2J", "P", ")", "v", "J", "4"]),
    Session(
      name: "what-the-guest-did", sample: "hvm-remus-compressed.bin",
      steps: ["3jj", "d", "n", "<Tab>n", "<Tab>v", "v", "<Enter>"]),
    Session(name: "why-it-does-not-restore", sample: "hvm-remus-cut.bin", steps: ["", "e", "7", "<Enter>"]),
  ]

  @Test(arguments: sessions)
  func goesAsKept(_ session: Session) throws {
    let driver = try InspectorDriver(sample: session.sample)
    var transcript = ""
    for step in session.steps {
      driver.press(step)
      transcript += "=== \(step.isEmpty ? "at first" : step)\n\(driver.screen)\n"
    }
    let path = "\(Fixtures.packageRoot)/Tests/InspectorTests/Sessions/\(session.name).txt"
    if FixtureFile.environment("RECORD_SNAPSHOTS") == "1" {
      try FixtureFile.write(Array(transcript.utf8), to: path)
    }
    let kept = (try? FixtureFile.text(path)) ?? ""
    #expect(transcript == kept, "The session is not Sessions/\(session.name).txt")
  }
}
