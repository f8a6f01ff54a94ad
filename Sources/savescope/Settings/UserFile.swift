import Glibc
@_spi(Measuring) import SaveStream

/// A small file of the user's own: the settings, or what is kept of a capture.
enum UserFile {
  /// Bytes that are read of one at most.
  static let maximumLength = 64 * 1024

  /// The folder for such files that the environment names; nil where it names none.
  /// - Parameters:
  ///   - variable: what names it.
  ///   - usual: where it is in the home folder if nothing does.
  static func folder(_ variable: String, usual: String) -> String? {
    // A path that is not absolute is to be ignored (XDG Base Directory Specification).
    if let folder = Environment.value(of: variable), folder.hasPrefix("/") { return folder + "/savescope" }
    return Environment.value(of: "HOME").map { "\($0)/\(usual)/savescope" }
  }

  /// What the file holds; nil when there is none. Never waits, whatever stands there.
  static func bytes(of path: String) throws(OutputError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw OutputError(destination: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw OutputError(destination: path, reason: "it is no file")
    }
    var bytes = [UInt8](repeating: 0, count: maximumLength + 1)
    var count = 0
    while count < bytes.count {
      let taken = bytes.withUnsafeMutableBytes { bytes in
        let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
        return Glibc.read(descriptor, rest.baseAddress, rest.count)
      }
      if taken < 0, errno == EINTR { continue }
      guard taken >= 0 else { throw OutputError(destination: path, reason: String(cString: strerror(errno))) }
      if taken == 0 { break }
      count += taken
    }
    guard count <= maximumLength else {
      throw OutputError(destination: path, reason: "it is longer than \(maximumLength) bytes")
    }
    return Array(bytes[..<count])
  }

  /// Makes the folder that the file stands in, and those above it, for the user alone.
  static func makeFolder(of path: String) throws(OutputError) {
    var place = path.startIndex
    while let slash = path[place...].dropFirst().firstIndex(of: "/") {
      let folder = String(path[..<slash])
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw OutputError(destination: folder, code: errno) }
      place = slash
    }
  }
}
