/// A log line that no rule stands behind: what it says comes from the host, from the way the receiver was called, or
/// only repeats that something went wrong before.
package struct UnruledLine: Sendable {
  /// What such lines have in common, as the manual heads them.
  package enum Cause: String, Sendable, CaseIterable {
    case host = "Lines about the host"
    case release = "Lines about the release, or the way in which it was called"
    case consequence = "Lines that repeat an earlier one"

    /// Its lines.
    package var lines: [UnruledLine] {
      switch self {
      case .host: UnruledLine.hostLines
      case .release: UnruledLine.releaseLines
      case .consequence: UnruledLine.consequenceLines
      }
    }
  }

  package let line: LogLine
  /// What it says, in plain words.
  package let meaning: String
  /// What can be done; empty where there is nothing to do about this line itself.
  package let remedy: String

  init(_ line: LogLine, meaning: String, remedy: String = "") {
    self.line = line
    self.meaning = meaning
    self.remedy = remedy
  }
}
