import Glibc
import SystemPackage

/// An open file descriptor that closes when nobody holds it any more.
final class OpenDescriptor: Sendable {
  let descriptor: FileDescriptor

  /// Takes over a descriptor that nobody else closes.
  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  deinit { try? descriptor.close() }

  /// A second descriptor for what `descriptor` stands for, so that the first can be replaced meanwhile.
  static func duplicate(_ descriptor: FileDescriptor) throws(Errno) -> OpenDescriptor {
    let copy = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw Errno(rawValue: errno) }
    return OpenDescriptor(FileDescriptor(rawValue: copy))
  }

  /// Reads at `offset` until `buffer` is full or the file ends. Returns the bytes read.
  func readFully(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
    var count = 0
    while count < buffer.count {
      guard let position = Int(exactly: offset.addingReportingOverflow(UInt64(count)).partialValue) else { break }
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let read = unsafe pread(descriptor.rawValue, rest.baseAddress, rest.count, position)
      if read == 0 { break }
      if read > 0 {
        count += read
      } else if errno != EINTR {
        throw Errno(rawValue: errno)
      }
    }
    return count
  }
}

extension Errno {
  /// What happened, in words that fit into a sentence.
  var words: String {
    switch self {
    case .noSuchFileOrDirectory, .notDirectory: "no such file"
    case .permissionDenied, .notPermitted: "permission denied"
    case .isDirectory: "is a directory, not a file"
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem: "too many files are open"
    case .fileNameTooLong: "the file name is too long"
    case .tooManySymbolicLinkLevels: "the symbolic links lead in a circle"
    case .ioError: "the medium gives a read or write error"
    default: description.prefix(1).lowercased() + description.dropFirst()
    }
  }
}
