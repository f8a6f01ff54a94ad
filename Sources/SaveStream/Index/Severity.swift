/// How bad a finding is.
public enum Severity: String, Sendable, CaseIterable, Comparable, BitwiseCopyable {
  /// Worth knowing, nothing is wrong.
  case note
  /// Suspect: a receiver may behave differently than one expects.
  case warning
  /// Wrong: a receiver gives up, or ends with the wrong memory.
  case error

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  /// The place among all severities, the least first.
  package var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}
