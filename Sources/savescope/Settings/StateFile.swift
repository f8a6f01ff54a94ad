import Glibc
@_spi(Measuring) import SaveStream

/// Where the inspector keeps what was marked, noted and typed in a capture: `savescope/NUMBER` in `$XDG_STATE_HOME`,
/// else in `$HOME/.local/state`. The number is a hash of the capture's path, so that no name of a file tells what was
/// looked at.
struct StateFile {
  private let path: String

  /// nil where the capture has no place of its own, such as standard input, and where the environment names no folder.
  init?(of capture: String) {
    guard capture != "-", let folder = UserFile.folder("XDG_STATE_HOME", usual: ".local/state"),
      let resolved = realpath(FileNameText.platformString(capture), nil)
    else { return nil }
    defer { free(resolved) }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for place in 0..<strlen(resolved) {
      hash = (hash ^ UInt64(UInt8(bitPattern: resolved[place]))) &* 0x100_0000_01b3
    }
    path = "\(folder)/\(NumberText.hexDigits(hash, count: 16))"
  }

  /// What was kept; nil where nothing was, or where it cannot be read.
  func read() -> [UInt8]? { (try? UserFile.bytes(of: path)) ?? nil }

  /// Keeps it, for the user alone: under its name once it is whole.
  func write(_ bytes: [UInt8]) throws(OutputError) {
    try UserFile.makeFolder(of: path)
    let file = try OutputFile(path: path, OutputFile.Manners(force: true, takesStreams: false, mode: 0o600))
    file.output.write(bytes: bytes)
    try file.finish()
  }
}
