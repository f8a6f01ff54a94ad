import Glibc
import Synchronization

/// Starts a child with a clean signal mask and default actions.
///
/// Test threads block most signals and a child inherits that: a child that cannot be ended would leak.
struct Spawn {
  let path: String
  let arguments: [String]
  /// Variables besides `PATH`, `LC_ALL=C.UTF-8`, `SWIFT_BACKTRACE=enable=no` and those of sanitizers, over which they
  /// go. A child has no other ones: without `HOME` the program finds no settings file of whoever runs the tests.
  var environment: [String: String]
  /// Descriptors of this process and what they are in the child.
  var descriptors: [(from: Int32, to: Int32)] = []
  /// A terminal to open as descriptors 0 to 2 in a session of its own; `descriptors` are laid over it.
  var terminal: String?

  init(path: String, arguments: [String], environment: [String: String]) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
  }

  /// Starts the program and returns its process id; `reap` must follow.
  func start() throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let terminal {
      // The first terminal that a session's leader opens becomes its controlling terminal.
      posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
    for (from, to) in descriptors { posix_spawn_file_actions_adddup2(&actions, from, to) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var allSignals = sigset_t()
    sigemptyset(&none)
    sigfillset(&allSignals)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &allSignals)
    let newSession: Int32 = terminal == nil ? 0 : 0x80  // POSIX_SPAWN_SETSID, which Glibc does not import
    posix_spawnattr_setflags(&attributes, Int16(newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let usual = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
    var handedOn: [String: String] = [:]
    for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
      if let value = getenv(name) { handedOn[name] = String(cString: value) }
    }
    let all = usual.merging(handedOn) { $1 }.merging(environment) { $1 }
    let variables = all.map { "\($0)=\($1)" }
    var arguments = ([path] + arguments).map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var pid = pid_t()
    let failure = Self.alone { posix_spawn(&pid, path, &actions, &attributes, &arguments, &environment) }
    guard failure == 0 else {
      throw ChildProcess.Failure(description: "\(path): \(String(cString: strerror(failure)))")
    }
    return pid
  }

  private static let lock = Mutex(())

  /// Runs `body` while no other thread starts a child. Descriptors are made in here and marked to be closed in
  /// children: between the two steps a child of another thread would inherit them and keep a pipe open.
  static func alone<Result>(_ body: () throws -> Result) rethrows -> Result { try lock.withLock { _ in try body() } }

  /// Waits for a child's end. Returns its exit status, or for a signal its number less than zero.
  static func reap(_ pid: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f)
  }
}
