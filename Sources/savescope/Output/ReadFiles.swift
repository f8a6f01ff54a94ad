import Glibc
import SaveStream
import Synchronization

/// The files that captures are read from: none of them may be written over, whatever the user says. A capture is often
/// the only one of its kind.
enum ReadFiles {
  private struct Identity: Equatable {
    let device: dev_t
    let number: ino_t

    init(_ status: stat) {
      device = status.st_dev
      number = status.st_ino
    }
  }

  private static let identities = Mutex<[Identity]>([])

  /// Takes note of a file that is going to be read; `-` is standard input.
  static func note(_ path: String) {
    var status = stat()
    guard (path == "-" ? fstat(STDIN_FILENO, &status) : stat(FileNameText.platformString(path), &status)) == 0 else {
      return
    }
    identities.withLock { $0.append(Identity(status)) }
  }

  /// Whether a file is one of them, by whichever name.
  static func contains(_ status: stat) -> Bool { identities.withLock { $0.contains(Identity(status)) } }
}
