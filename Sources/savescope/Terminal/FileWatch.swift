import Glibc
@_spi(Measuring) import SaveStream

/// A capture's file as it was when it was opened, to tell what becomes of it meanwhile: one that is written over shows
/// bytes that the index knows nothing of.
struct FileWatch {
  /// What became of the file.
  enum Change: Equatable {
    case same
    /// There is more of it.
    case grown
    /// It is not what was opened; in words.
    case changed(String)
  }

  private let capture: Capture
  private let name: [CChar]
  private let opened: stat
  private let firstBytes: [UInt8]

  /// So many bytes tell one capture from another: headers, and the first PFNs.
  private static let comparedBytes = 4096

  /// nil for what cannot change behind one's back, or is expected to: a pipe, a device, a compressed capture, which has
  /// been unpacked.
  init?(_ capture: Capture) {
    name = FileNameText.platformString(capture.path)
    var status = stat()
    guard capture.path != "-", capture.compression == .none, stat(name, &status) == 0,
      status.st_mode & S_IFMT == S_IFREG, let bytes = try? capture.bytes(at: 0, count: Self.comparedBytes)
    else { return nil }
    self.capture = capture
    opened = status
    firstBytes = bytes
  }

  /// Looks at the file.
  /// - Parameter size: the bytes of it that are known.
  func look(knownSize size: UInt64) -> Change {
    var status = stat()
    // One that is gone stays readable, and one that shrank says so where it is read.
    guard stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .same }
    guard status.st_dev == opened.st_dev, status.st_ino == opened.st_ino else {
      return .changed("was replaced by another file of that name; what is shown is of the former one. Open it again.")
    }
    let hasGrown = UInt64(clamping: status.st_size) > size
    let wasWritten =
      status.st_mtim.tv_sec != opened.st_mtim.tv_sec || status.st_mtim.tv_nsec != opened.st_mtim.tv_nsec
    guard wasWritten else { return hasGrown ? .grown : .same }
    // What is appended to keeps what was there.
    if hasGrown, let bytes = try? capture.bytes(at: 0, count: Self.comparedBytes), bytes == firstBytes { return .grown }
    return .changed("was written over since it was opened; what is shown may be in it no more. Open it again.")
  }
}
