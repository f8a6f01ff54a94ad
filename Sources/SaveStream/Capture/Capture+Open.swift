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
  public static func open(_ path: String, options: OpenOptions = OpenOptions()) throws(CaptureError) -> Capture {
    throw CaptureError(path: path, reason: "opening files comes next")
  }
}
