import Glibc
@_spi(Measuring) import SaveStream

/// A file that a command writes (`-o OUT`): there under its name once it is whole, and never in the place of
/// another one unless that was asked for.
///
/// Bytes go to a temporary name in the same folder, readable by the owner alone; `finish()` gives the file its own name
/// and mode once they are on the disk. Where the file is given up before, or a signal ends the program, the temporary
/// one is removed. `-` stands for standard output; a device or a FIFO is written to as it is. A symbolic link stays
/// one, and what it leads to is written; one that leads nowhere is refused.
final class OutputFile {
  /// Where the bytes of the file are written.
  let output: ReportOutput
  private let writer: FileWriter
  private let path: String
  private let manners: Manners
  /// nil where the bytes go straight to where they belong.
  private let unfinished: UnfinishedFile?
  /// What the file gets when it is whole.
  private let mode: mode_t

  /// How a file is written.
  struct Manners {
    /// Whether a file of that name may be replaced.
    var force = false
    /// What a message says of how to replace it.
    var wayToReplace = "choose another name, or give --force to replace it"
    /// Whether the path may also be standard output (`-`), a device or a FIFO.
    var takesStreams = true
    /// Who may do what with the file once it is whole, whatever there was before; nil for the usual.
    var mode: mode_t?
    /// Counts the bytes, and may stop them.
    var watch: ReportWatch?
  }

  /// Makes the temporary file.
  /// - Parameter force: whether a file of that name may be replaced.
  /// - Throws: see the other one.
  convenience init(path: String, force: Bool = false) throws(OutputError) {
    try self.init(path: path, Manners(force: force))
  }

  /// Makes the temporary file.
  /// - Throws: when there is one and it may not, when it is a capture that is read, when the path is a folder or a link
  ///   that leads nowhere, and when the folder takes no file.
  init(path: String, _ manners: Manners) throws(OutputError) {
    let destination = path == "-" ? FileWriter.standardOutput.name : path
    self.path = path == "-" ? path : Self.followingLinks(path)
    self.manners = manners
    let existing = path == "-" ? nil : Self.status(of: self.path)
    mode = manners.mode ?? existing.map { $0.st_mode & 0o777 } ?? Self.usualMode
    if let existing, existing.st_mode & S_IFMT == S_IFREG, ReadFiles.contains(existing) {
      throw OutputError(destination: destination, reason: "is the capture that is read; choose another name")
    }
    if path == "-" {
      guard manners.takesStreams else {
        throw OutputError(destination: path, reason: "is no regular file; choose another name")
      }
      writer = .standardOutput
      unfinished = nil
    } else if let existing, existing.st_mode & S_IFMT != S_IFREG {
      guard existing.st_mode & S_IFMT != S_IFDIR else {
        throw OutputError(destination: destination, reason: "is a folder; give the name of a file in it")
      }
      guard manners.takesStreams else {
        throw OutputError(destination: destination, reason: "is no regular file; choose another name")
      }
      writer = FileWriter(descriptor: try Self.open(path), name: destination)
      unfinished = nil
    } else {
      guard existing == nil || manners.force else { throw Self.exists(destination, manners) }
      guard existing != nil || !Self.isLink(path) else {
        throw OutputError(
          destination: destination, reason: "is a symbolic link that leads nowhere; remove it, or choose another name")
      }
      let file = try UnfinishedFile(beside: self.path, namedInMessages: destination)
      unfinished = file
      writer = FileWriter(descriptor: file.descriptor, name: destination)
    }
    let writer = writer
    let watch = manners.watch
    output = ReportOutput { bytes throws(OutputError) in
      guard watch?.passes(bytes: bytes.byteCount) ?? true else {
        throw OutputError(destination: writer.name, reason: "was given up")
      }
      try writer.write(bytes)
    }
  }

  deinit {
    guard writer.descriptor != STDOUT_FILENO else { return }
    if !isClosed { close(writer.descriptor) }
  }

  private var isClosed = false

  /// Writes what is left and gives the file its name. Nothing can be written after that.
  func finish() throws(OutputError) {
    try output.flush()
    guard writer.descriptor != STDOUT_FILENO else { return }
    // Closed last: until then nobody takes the file for one that was left behind.
    let outcome = unfinished?.become(path, replaces: manners.force, mode: mode)
    isClosed = true
    guard close(writer.descriptor) == 0 else { throw OutputError(destination: writer.name, code: errno) }
    switch outcome {
    case nil, 0: return
    case EEXIST where !manners.force: throw Self.exists(writer.name, manners)
    case let code?: throw OutputError(destination: writer.name, code: code)
    }
  }

  /// The temporary name of the file, with a zero at its end, for a library that writes it by itself; nil where the
  /// bytes go straight to where they belong.
  var temporaryName: [CChar]? { unfinished?.name }

  /// Whether bytes can be left out, as holes: in a file of our own, not in standard output or a device.
  var canSkip: Bool { unfinished != nil }

  /// Leaves out the next bytes; only where `canSkip` says so. Bytes must follow before the end.
  func skip(_ byteCount: UInt64) throws(OutputError) {
    try output.flush()
    guard let distance = Int(exactly: byteCount), lseek(writer.descriptor, distance, SEEK_CUR) >= 0 else {
      throw OutputError(destination: writer.name, code: EFBIG)
    }
  }

  // MARK: Names

  private static func name(_ path: String) -> [CChar] { FileNameText.platformString(path) }

  /// The file that a symbolic link leads to, so that the link stays a link.
  private static func followingLinks(_ path: String) -> String {
    guard let resolved = realpath(name(path), nil) else { return path }
    defer { free(resolved) }
    return FileNameText.text(
      of: UnsafeBufferPointer(start: resolved, count: strlen(resolved)).map { UInt8(bitPattern: $0) })
  }

  /// Whether a regular file has the name.
  static func isThere(_ path: String) -> Bool {
    status(of: followingLinks(path)).map { $0.st_mode & S_IFMT == S_IFREG } ?? false
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(name(path), &status) == 0 ? status : nil
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(name(path), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// What a new file gets, by the umask. It can only be read by setting it: to one that lets nobody in meanwhile.
  private static let usualMode: mode_t = {
    let mask = umask(0o077)
    umask(mask)
    return 0o666 & ~mask
  }()

  private static func open(_ path: String) throws(OutputError) -> CInt {
    let descriptor = Glibc.open(Self.name(path), O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(destination: path, code: errno) }
    return descriptor
  }

  private static func exists(_ name: String, _ manners: Manners) -> OutputError {
    OutputError(destination: name, reason: "exists already; \(manners.wayToReplace)")
  }
}
