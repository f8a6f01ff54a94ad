import Glibc
@_spi(Measuring) import SaveStream

/// Seeing to it that what was written survives a power cut.
enum DiskSync {
  /// Waits until the bytes of a file are on the disk. Returns 0, or what the system said.
  static func file(_ descriptor: CInt) -> CInt {
    while fsync(descriptor) != 0 {
      switch errno {
      case EINTR: continue
      // Some file systems have no such thing, and nothing better is to be had on them.
      case EINVAL, ENOSYS, EOPNOTSUPP: return 0
      default: return errno
      }
    }
    return 0
  }

  /// The same for the name of a file in its folder. Only a disk that fails is an error: a folder may be one that one
  /// can write to and not read.
  static func folder(of path: String) -> CInt {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(FileNameText.platformString(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    return file(descriptor) == EIO ? EIO : 0
  }
}
