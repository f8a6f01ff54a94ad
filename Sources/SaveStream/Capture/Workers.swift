import Glibc

/// Threads that read a capture side by side.
package enum Workers {
  /// As many as there are cores, at most 8: beyond that the disk is the limit.
  package static let count = min(8, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  /// Bytes below which a second thread costs more than it brings.
  package static let worthwhileBytes: UInt64 = 256 << 10
  /// Bytes that each reads at a time.
  package static let windowSize = 256 << 10
}
