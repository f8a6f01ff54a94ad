import Glibc

/// A clock that only goes forward.
enum MonotonicClock {
  /// Milliseconds since some moment in the past.
  static var milliseconds: UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000
  }
}
