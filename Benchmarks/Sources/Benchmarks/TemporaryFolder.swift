import Glibc

/// A folder under `$TMPDIR`, else `/tmp`, for files that are a few gigabytes large.
final class TemporaryFolder {
  let path: String
  private var files: [String] = []

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/savescope-benchmarks-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw BenchmarkError("no temporary folder in \(parent): errno \(errno)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The path of a file called `name`, which `remove()` will remove.
  func file(_ name: String) -> String {
    let file = "\(path)/\(name)"
    if !files.contains(file) { files.append(file) }
    return file
  }

  func remove() {
    for file in files { unlink(file) }
    rmdir(path)
  }
}
