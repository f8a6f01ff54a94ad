/// Why output cannot be written.
public struct OutputError: Error, Sendable, Equatable {
  /// Where the output goes, as the user named it; "standard output" where that is meant.
  public let destination: String
  /// What is wrong and, where something can be done, what.
  public let reason: String
  /// Whether whoever read the output went away (`EPIPE`): nothing that a user has to be told.
  public let isClosedByReader: Bool

  public init(destination: String, reason: String, isClosedByReader: Bool = false) {
    self.destination = destination
    self.reason = reason
    self.isClosedByReader = isClosedByReader
  }
}
