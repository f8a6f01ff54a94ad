import Glibc
import SystemPackage

/// A temporary file without a name, to which bytes are appended while others read those that are there.
struct SpoolFile: Sendable {
  /// The folder it lies in, as errors name it.
  let folder: String
  let file: OpenDescriptor
  /// The bytes that it may come to: what a small file unpacks to may be more than any disk holds.
  var limit = UInt64.max

  /// Makes a file in `folder`, else in `$TMPDIR`, else in `/var/tmp`.
  /// - Parameter limit: the bytes that it may come to; nil for nine tenths of the room that is there now, so that a
  ///   disk is not filled to the last byte.
  static func make(in folder: String?, for path: String, limit: UInt64? = nil) throws(CaptureError) -> SpoolFile {
    let folder = folder ?? temporaryFolder ?? "/var/tmp"
    do throws(Errno) {
      let file = try openUnnamed(in: folder)
      return SpoolFile(folder: folder, file: file, limit: limit ?? usualLimit(of: file))
    } catch {
      // Folders of /proc and its like say so of every new file.
      let isThere = unsafe access(folder, F_OK) == 0
      let isMissing = error == .noSuchFileOrDirectory
      let words = isMissing ? isThere ? "it takes no files" : "no such folder" : error.words
      throw CaptureError(
        .spool, path: path,
        reason: "needs a temporary file, which cannot be made in \(folder): \(words); choose a folder with --spool DIR")
    }
  }

  private static func usualLimit(of file: OpenDescriptor) -> UInt64 {
    var room = statvfs()
    guard unsafe fstatvfs(file.descriptor.rawValue, &room) == 0 else { return .max }
    let (free, overflow) = UInt64(room.f_bavail).multipliedReportingOverflow(by: UInt64(room.f_frsize))
    return overflow ? .max : free / 10 * 9
  }

  private static var temporaryFolder: String? {
    guard let value = unsafe getenv("TMPDIR"), unsafe value.pointee != 0 else { return nil }
    return unsafe String(cString: value)
  }

  private static func openUnnamed(in folder: String) throws(Errno) -> OpenDescriptor {
    // O_TMPFILE, which the C module does not show: a macro of macros.
    let unnamed = unsafe open(folder, O_RDWR | O_CLOEXEC | O_DIRECTORY | 0o20_000_000, 0o600)
    if unnamed >= 0 { return OpenDescriptor(FileDescriptor(rawValue: unnamed)) }
    // Not every file system makes files without a name.
    guard [EOPNOTSUPP, EISDIR, EINVAL].contains(errno) else { throw Errno(rawValue: errno) }
    var template = Array("\(folder)/savescope-XXXXXX".utf8CString)
    let named = unsafe mkstemp(&template)
    guard named >= 0 else { throw Errno(rawValue: errno) }
    _ = fcntl(named, F_SETFD, FD_CLOEXEC)
    unsafe unlink(template)
    return OpenDescriptor(FileDescriptor(rawValue: named))
  }

  /// Writes all of `bytes` at `offset`.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(Errno) {
    var written = 0
    while written < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
      guard let position = Int(exactly: offset &+ UInt64(written)) else { throw .fileTooLarge }
      let count = unsafe pwrite(file.descriptor.rawValue, rest.baseAddress, rest.count, position)
      if count > 0 {
        written += count
      } else if count == 0 {
        throw .noSpace
      } else if errno != EINTR {
        throw Errno(rawValue: errno)
      }
    }
  }
}
