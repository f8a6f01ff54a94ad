/// Why a capture cannot be opened or read on.
///
/// `kind` is for a program to act on, `path`, `offset` and `reason` for a person to read: "PATH: at OFFSET: REASON".
/// What is wrong inside a capture is no error but a finding of its index.
public struct CaptureError: Error, Sendable, Equatable {
  /// What kind of trouble it is: each calls for something else.
  public enum Kind: String, Sendable, CaseIterable {
    /// Nothing is there under the path.
    case noSuchFile
    /// Something is there, and cannot be opened or is nothing to read from: permission denied, a directory, a terminal.
    case cannotOpen
    /// The bytes can be read, and are no save, migration or Remus stream; or there are none.
    case notAStream
    /// The medium or the pipe failed to give bytes that are there. To try again may help.
    case unreadable
    /// The file shrank, or was changed, replaced or removed while it was open. Open it again.
    case changed
    /// Compressed data is damaged or cut, or a page delta does not decode. What came before it is sound.
    case damaged
    /// The temporary file cannot be made or kept, most often because the disk is full. Make room, or choose another
    /// folder (`OpenOptions.spoolFolder`).
    case spool
    /// The system has no file descriptor, thread or memory left for it now. Try again later.
    case busy
  }

  public let kind: Kind
  /// The path as it was given.
  public let path: String
  /// The file offset, where the trouble has one; for damaged compressed data, one of the compressed file.
  public let offset: UInt64?
  /// What is wrong and, where something can be done, what.
  public let reason: String

  public init(_ kind: Kind, path: String, offset: UInt64? = nil, reason: String) {
    self.kind = kind
    self.path = path
    self.offset = offset
    self.reason = reason
  }
}
