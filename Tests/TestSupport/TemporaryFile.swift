import Glibc

/// A file that lives as long as the value, in the folder for temporary files.
public final class TemporaryFile {
  public let path: String

  public init(_ bytes: [UInt8]) {
    var template = Array("/tmp/savescope-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    writeAll(bytes, to: descriptor)
    close(descriptor)
  }

  deinit { unlink(path) }
}

/// Writes all bytes, as often as it takes. Stops at the first error.
public func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  var written = 0
  while written < bytes.count {
    let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return }
    written += count
  }
}
