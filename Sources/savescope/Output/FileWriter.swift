import Glibc
@_spi(Measuring) import SaveStream

/// Writes to a file descriptor until all bytes are written, and says in words why it cannot.
struct FileWriter: Sendable {
  let descriptor: CInt
  /// How messages name the destination.
  let name: String

  static let standardOutput = FileWriter(descriptor: STDOUT_FILENO, name: "standard output")
  static let standardError = FileWriter(descriptor: STDERR_FILENO, name: "standard error")

  /// Writes all of `bytes`; waits where the descriptor does not take them at once.
  func write(_ bytes: RawSpan) throws(OutputError) {
    var failure: CInt?
    bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
        let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if written >= 0 {
          done += written
        } else if errno == EAGAIN {
          waitUntilWritable()
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    if let failure { throw OutputError(destination: name, code: failure) }
  }

  /// A terminal or pipe that someone else made non-blocking is waited for.
  private func waitUntilWritable() {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&waiting, 1, -1)
  }

  /// Writes a short text; whether that works is of no interest.
  func say(_ text: String) {
    try? write(text.utf8Span.span.bytes)
  }
}

extension OutputError {
  /// What the system said, in words that tell what to do.
  init(destination: String, code: CInt) {
    let advice =
      switch code {
      case ENOSPC, EDQUOT: "; free some space, or write to another place"
      case EACCES, EPERM, EROFS: "; choose a folder that you may write to"
      case ENOENT, ENOTDIR: "; make the folder first"
      case EFBIG: "; the file system or a limit (ulimit -f) does not allow a file this large"
      default: ""
      }
    self.init(
      destination: destination, reason: "cannot write: \(systemMessage(code))\(advice)",
      isClosedByReader: code == EPIPE)
  }
}

/// What the C library calls an error (`strerror`), with a small first letter.
func systemMessage(_ code: CInt) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  let message = String(cString: text)
  return message.prefix(1).lowercased() + message.dropFirst()
}
