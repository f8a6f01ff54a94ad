/// A file to be written: the output of a command of savescope.
public struct ExportRequest: Sendable, Equatable {
  /// The command line, without the program's name.
  public let arguments: [String]
  /// The file, as it was typed.
  public let file: String
  /// Whether a file of that name is to be replaced.
  public let replaces: Bool
}

/// How far an export is.
public struct ExportProgress: Sendable, Equatable {
  /// The part that is done, 0…1; nil where that cannot be told.
  public let part: Double?
  /// Bytes that have been written.
  public let byteCount: UInt64

  public init(part: Double?, byteCount: UInt64) {
    self.part = part
    self.byteCount = byteCount
  }
}

/// An export that is under way.
struct ExportState: Sendable, Equatable {
  let file: String
  /// nil until it takes long enough to be told.
  var progress: ExportProgress?
}
