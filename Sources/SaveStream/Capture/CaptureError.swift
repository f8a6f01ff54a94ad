/// Why a capture cannot be opened or read on.
public struct CaptureError: Error, Sendable, Equatable {
  /// The path as it was given.
  public let path: String
  /// The file offset, where the trouble has one.
  public let offset: UInt64?
  /// What is wrong and, where something can be done, what.
  public let reason: String

  public init(path: String, offset: UInt64? = nil, reason: String) {
    self.path = path
    self.offset = offset
    self.reason = reason
  }
}
