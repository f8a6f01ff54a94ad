import Glibc
@_spi(Measuring) import SaveStream
import Synchronization

/// The files that captures are read from: none of them may be written over, whatever the user says. A capture is often
/// the only one of its kind.
enum ReadFiles {
  private struct Identity: Hashable {
    let device: dev_t
    let number: ino_t

    init(_ status: stat) {
      device = status.st_dev
      number = status.st_ino
    }
  }

  /// An open descriptor for each: as long as it is there, no other file gets the number of one that was removed.
  private static let holds = Mutex<[Identity: CInt]>([:])

  /// Takes note of a file that is going to be read; `-` is standard input.
  static func note(_ path: String) {
    let descriptor =
      path == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : openRegular(FileNameText.platformString(path))
    guard descriptor >= 0 else { return }
    var status = stat()
    let isKept =
      fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && holds.withLock { holds in
        guard holds[Identity(status)] == nil else { return false }
        holds[Identity(status)] = descriptor
        return true
      }
    if !isKept { close(descriptor) }
  }

  /// Only a regular file is opened: to open a pipe or a device is an event at its other end.
  private static func openRegular(_ path: [CChar]) -> CInt {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return -1 }
    return open(path, O_RDONLY | O_CLOEXEC)
  }

  /// Whether the file under a name is one of them.
  static func contains(_ path: String) -> Bool {
    var status = stat()
    return stat(FileNameText.platformString(path), &status) == 0 && contains(status)
  }

  /// Whether a file is one of them, by whichever name.
  static func contains(_ status: stat) -> Bool { holds.withLock { $0[Identity(status)] != nil } }
}
