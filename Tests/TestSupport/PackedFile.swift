import CZstd
import Glibc

/// Files of `Tests/Captures`, which are packed with zstd, as files that a test can open.
enum PackedFile {
  /// Unpacks a file and returns where the result lies. What an earlier run unpacked is taken as it is, unless the
  /// packed file is newer. Several test processes may do this at once: a file appears under its name when it is whole.
  static func unpack(_ packed: String, to path: String) throws -> String {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    if let done = modified(path), let origin = modified(packed), done >= origin { return path }
    try FixtureFile.makeFolder(folder)
    let unfinished = "\(path).\(getpid())"
    try FixtureFile.write(try bytes(of: packed), to: unfinished)
    guard rename(unfinished, path) == 0 else { throw FixtureFile.Failure(description: "\(path): cannot be renamed") }
    return path
  }

  /// What is in a packed file: one frame, as the `zstd` program makes of a file.
  private static func bytes(of packed: String) throws -> [UInt8] {
    let source = try FixtureFile.bytes(packed)
    let size = ZSTD_getFrameContentSize(source, source.count)
    guard let capacity = Int(exactly: size) else { throw FixtureFile.Failure(description: "\(packed): no zstd frame") }
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      let result = ZSTD_decompress(output.baseAddress, capacity, source, source.count)
      count = ZSTD_isError(result) == 0 ? result : 0
    }
    guard bytes.count == capacity else { throw FixtureFile.Failure(description: "\(packed): is damaged") }
    return bytes
  }

  /// When a file was written last, in nanoseconds; nil when it is not there.
  private static func modified(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
  }
}
