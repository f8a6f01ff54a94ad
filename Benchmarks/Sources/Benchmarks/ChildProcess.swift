import Glibc

/// A program that was run to its end, its output thrown away.
struct ChildProcess {
  /// The exit status, or 128 and the number of the signal that ended it.
  let status: Int32
  /// Seconds of wall time from before its start to after its end.
  let seconds: Double
  /// The most memory that it had resident, in bytes. Never less than what its parent had when it started it.
  let peakMemory: Int

  /// Runs `arguments[0]`, looked up in `PATH`.
  static func run(_ arguments: [String]) throws -> ChildProcess {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }

    var status: Int32 = 0
    var usage = rusage()
    let seconds = try Timing.seconds {
      var child = pid_t()
      let failure = posix_spawnp(&child, arguments[0], &actions, nil, &words, environ)
      guard failure == 0 else { throw BenchmarkError("\(arguments[0]): \(String(cString: strerror(failure)))") }
      while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    }
    let code = status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
    return ChildProcess(status: code, seconds: seconds, peakMemory: usage.ru_maxrss * 1024)
  }

  /// The fastest of `count` runs; each has to exit with 0.
  static func best(of count: Int, _ program: String, _ arguments: String...) throws -> ChildProcess {
    var best: ChildProcess?
    for _ in 0..<count {
      let child = try run([program] + arguments)
      guard child.status == 0 else {
        throw BenchmarkError("\(program) \(arguments.joined(separator: " ")): exit status \(child.status)")
      }
      if child.seconds < best?.seconds ?? .infinity { best = child }
    }
    guard let best else { throw BenchmarkError("nothing was run") }
    return best
  }
}
