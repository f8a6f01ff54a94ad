import SystemPackage

/// How to open a capture.
public struct OpenOptions: Sendable {
  /// The folder for the temporary file that pipes and compressed captures are spooled to; nil for `$TMPDIR`, else
  /// `/var/tmp`.
  public var spoolFolder: String?
  /// The bytes that the temporary file may come to; nil for nine tenths of the room in its folder. A capture that has
  /// more is read up to there, and then fails with `CaptureError.Kind.spool`.
  public var spoolLimit: UInt64?

  public init(spoolFolder: String? = nil, spoolLimit: UInt64? = nil) {
    self.spoolFolder = spoolFolder
    self.spoolLimit = spoolLimit
  }
}

extension Capture {
  /// Opens a regular file, a block device, a pipe or (for `-`) standard input. Returns at once: what has to be
  /// spooled or unpacked arrives in the background.
  /// - Throws: when there is nothing that can be read: no such file, a directory, an empty file.
  public static func open(_ path: String, options: OpenOptions = OpenOptions()) throws(CaptureError) -> Capture {
    let file = try InputFile.open(path)
    var compression = Compression.none
    if case .seekable(let descriptor, let size) = file {
      let storage = FileStorage(path: path, file: descriptor, size: size)
      let magic = try Capture(path: path, storage: storage).bytes(at: 0, count: Compression.magicLength)
      compression = Compression(magic: magic)
      if compression == .none {
        let isRegular = (try? Stat(descriptor.descriptor))?.type == .regular
        guard isRegular else { return Capture(path: path, storage: storage) }
        return Capture(path: path, storage: RegularFileStorage(path: path, file: descriptor, size: size))
      }
    }
    let spool = try SpoolFile.make(in: options.spoolFolder, for: path, limit: options.spoolLimit)
    return Capture(
      path: path, storage: try SpoolStorage(path: path, file: file, spool: spool, compression: compression))
  }
}
