/// How to open a capture.
public struct OpenOptions: Sendable {
  /// The folder for the temporary file that pipes and compressed captures are spooled to; nil for `$TMPDIR`, else
  /// `/var/tmp`.
  public var spoolFolder: String?

  public init(spoolFolder: String? = nil) { self.spoolFolder = spoolFolder }
}

extension Capture {
  /// Opens a regular file, a block device, a pipe or (for `-`) standard input. Returns at once: what has to be
  /// spooled or unpacked arrives in the background.
  /// - Throws: when there is nothing that can be read: no such file, a directory, an empty file.
  public static func open(_ path: String, options: OpenOptions = OpenOptions()) throws(CaptureError) -> Capture {
    switch try InputFile.open(path) {
    case .seekable(let file, let size):
      guard size > 0 else { throw CaptureError(path: path, reason: "is empty") }
      return Capture(path: path, compression: .none, storage: FileStorage(path: path, file: file, size: size))
    case .flowing:
      throw CaptureError(path: path, reason: "is a pipe, which is not read yet")
    }
  }
}
