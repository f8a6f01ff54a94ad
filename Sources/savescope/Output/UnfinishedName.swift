import Glibc
@_spi(Measuring) import SaveStream

/// The names that an output file has before it is whole: hidden ones in its folder, which tell what they are and whose,
/// `.savescope-unfinished.guest.lime.4711-1x2y3z` of `guest.lime`.
struct UnfinishedName {
  /// The folder with its slash; nothing for the current one.
  private let folder: [UInt8]
  /// What all names begin with.
  private let prefix: [UInt8]

  /// So much of a file's name goes into one that the rest finds room in the 255 bytes that a name may have.
  private static let mostBytes = 180
  private static let slash = UInt8(ascii: "/")

  /// - Parameter path: of the file that is to be.
  init(of path: String) {
    let bytes = FileNameText.bytes(of: path)
    let start = bytes.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0
    folder = Array(bytes[..<start])
    prefix = Array(".savescope-unfinished.".utf8) + bytes[start...].prefix(Self.mostBytes) + Array(".".utf8)
  }

  /// A name that no one else uses, with a zero at its end.
  var fresh: [CChar] {
    let random = String(UInt64.random(in: 0 ... .max), radix: 36)
    return path(of: prefix + Array("\(getpid())-\(random)".utf8))
  }

  private func path(of name: [UInt8]) -> [CChar] { (folder + name + [0]).map { CChar(bitPattern: $0) } }

  /// Removes the files of earlier runs that were killed.
  func removeAbandonedFiles() {
    for name in names() { Self.removeIfAbandoned(path(of: name)) }
  }

  /// The names in the folder that are of this file.
  private func names() -> [[UInt8]] {
    guard let listing = opendir(folder.isEmpty ? [CChar(bitPattern: UInt8(ascii: ".")), 0] : path(of: [])) else {
      return []
    }
    defer { closedir(listing) }
    var names: [[UInt8]] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if isOne(name) { names.append(name) }
    }
    return names
  }

  private func isOne(_ name: [UInt8]) -> Bool {
    guard name.starts(with: prefix) else { return false }
    return name[prefix.count...].allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || $0 == UInt8(ascii: "-")
    }
  }

  /// A file that is being written is locked by whoever writes it; where a file system knows no locks, none is removed.
  private static func removeIfAbandoned(_ path: [CChar]) {
    let descriptor = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      flock(descriptor, LOCK_EX | LOCK_NB) == 0
    else { return }
    unlink(path)
  }
}
