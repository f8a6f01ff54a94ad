import Glibc
import Inspector
import SaveStream

/// The user's settings file: `savescope/config` in `$XDG_CONFIG_HOME`, else in `$HOME/.config`.
enum SettingsFile {
  /// Bytes that are read of it at most.
  static let maximumLength = 64 * 1024

  /// Its path; nil where the environment names no folder for it.
  static var path: String? {
    // A path that is not absolute is to be ignored (XDG Base Directory Specification).
    if let folder = Environment.value(of: "XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return folder + "/savescope/config"
    }
    return Environment.value(of: "HOME").map { $0 + "/.config/savescope/config" }
  }

  /// The settings in the file; the usual ones where there is none. What is wrong with it is among their problems.
  static func read() -> Settings {
    guard let path else { return Settings() }
    do throws(OutputError) {
      return Settings(file: try bytes(of: path) ?? [])
    } catch {
      var settings = Settings()
      settings.note(SettingsProblem("cannot read \(path): \(error.reason)", advice: "nothing of it is used"))
      return settings
    }
  }

  /// Puts settings into the file and leaves the rest of it as it is.
  /// - Returns: the file's path.
  /// - Throws: when the file or its folder takes no writing, and when what is there is no settings file.
  static func write(_ settings: Settings) throws(OutputError) -> String {
    guard let path else {
      throw OutputError(destination: "the settings", reason: "set HOME or XDG_CONFIG_HOME to the folder for them")
    }
    let former = try bytes(of: path) ?? []
    try makeFolder(of: path)
    let file = try OutputFile(path: path, force: true)
    file.output.write(bytes: settings.written(into: former))
    try file.finish()
    return path
  }

  /// What the file holds; nil when there is none. Never waits, whatever stands there.
  private static func bytes(of path: String) throws(OutputError) -> [UInt8]? {
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
  private static func makeFolder(of path: String) throws(OutputError) {
    var place = path.startIndex
    while let slash = path[place...].dropFirst().firstIndex(of: "/") {
      let folder = String(path[..<slash])
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw OutputError(destination: folder, code: errno) }
      place = slash
    }
  }
}
