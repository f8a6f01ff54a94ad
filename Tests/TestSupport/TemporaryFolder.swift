import Glibc

/// An empty folder that lives as long as the value.
public final class TemporaryFolder {
  public let path: String

  public init() {
    var template = Array("/tmp/savescope-test-XXXXXX".utf8CString)
    mkdtemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { rmdir(path) }
}
