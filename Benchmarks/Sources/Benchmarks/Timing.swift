import Glibc

/// Clocks, and how many times a thing is done to learn how long it takes.
enum Timing {
  /// Seconds of wall time that `body` takes.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = now(CLOCK_MONOTONIC)
    try body()
    return now(CLOCK_MONOTONIC) - start
  }

  /// Seconds of CPU time that `body` takes on this thread.
  static func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
    let start = now(CLOCK_THREAD_CPUTIME_ID)
    try body()
    return now(CLOCK_THREAD_CPUTIME_ID) - start
  }

  /// The least of `count` wall times, in seconds.
  static func best(of count: Int, _ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<count { best = min(best, try seconds(body)) }
    return best
  }

  private static func now(_ clock: Int32) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
