import Glibc
import SystemPackage

/// What a path leads to, opened: something that can be read at any place, or something that only flows.
enum InputFile {
  /// A regular file or a block device, with its size in bytes.
  case seekable(OpenDescriptor, size: UInt64)
  /// A pipe, a socket or a character device.
  case flowing(OpenDescriptor)

  /// Opens `path`; `-` is standard input.
  static func open(_ path: String) throws(CaptureError) -> InputFile {
    do {
      if path == "-" { return try classify(OpenDescriptor.duplicate(.standardInput), path: path) }
      // A FIFO without a writer must not hold up the opening; the flag does nothing to a regular file.
      let descriptor = try FileDescriptor.open(
        FilePath(platformString: FileNameText.platformString(path)), .readOnly, options: [.nonBlocking, .closeOnExec],
        retryOnInterrupt: true)
      return try classify(OpenDescriptor(descriptor), path: path)
    } catch let error as CaptureError {
      throw error
    } catch let error as Errno {
      throw CaptureError(kind(of: error), path: path, reason: reason(for: error))
    } catch {
      throw CaptureError(.cannotOpen, path: path, reason: "cannot be opened")
    }
  }

  private static func kind(of error: Errno) -> CaptureError.Kind {
    switch error {
    case .noSuchFileOrDirectory, .notDirectory: .noSuchFile
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noMemory, .resourceTemporarilyUnavailable: .busy
    default: .cannotOpen
    }
  }

  private static func reason(for error: Errno) -> String {
    switch error {
    case .badFileDescriptor: "is closed; give a file name, or pipe a capture in"
    case .noSuchAddressOrDevice: "is a socket or a device that is not there; pipe its bytes in and give -"
    default: error.words
    }
  }

  private static func classify(_ file: OpenDescriptor, path: String) throws -> InputFile {
    let status = try Stat(file.descriptor)
    switch status.type {
    case .directory:
      throw CaptureError(.cannotOpen, path: path, reason: "is a directory, not a file")
    case .regular:
      let size = UInt64(max(status.size, 0))
      if size > 0 { return .seekable(file, size: size) }
      // Files of /proc say that they hold nothing and give bytes all the same: they are read as they flow.
      guard try hasBytes(file) else {
        throw CaptureError(
          .notAStream, path: path,
          reason: "is empty; for one that is still to be written: tail -c +1 -f FILE | savescope -")
      }
      return .flowing(file)
    case .blockSpecial:
      let size = try file.descriptor.seek(offset: 0, from: .end)
      guard size > 0 else { throw CaptureError(.cannotOpen, path: path, reason: "is a device without a medium") }
      return .seekable(file, size: UInt64(size))
    default:
      guard isatty(file.descriptor.rawValue) == 0 else {
        throw CaptureError(.cannotOpen, path: path, reason: "is a terminal; give a file name, or pipe a capture in")
      }
      return .flowing(file)
    }
  }

  private static func hasBytes(_ file: OpenDescriptor) throws(Errno) -> Bool {
    var byte: UInt8 = 0
    let count = unsafe try withUnsafeMutableBytes(of: &byte) { (buffer) throws(Errno) in
      unsafe try file.readFully(at: 0, into: buffer)
    }
    return count > 0
  }
}
