import Glibc

/// A tmux server with one session, for what needs a shell with job control.
public final class Tmux {
  private static let path = "/usr/bin/tmux"

  /// Whether tmux is installed.
  public static var isInstalled: Bool { access(path, X_OK) == 0 }

  private let socket: String

  /// Starts a server of its own that runs `command` in a session.
  public init(_ command: String, rows: Int = 24, columns: Int = 80) throws {
    socket = "savescope-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    try run("new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command)
  }

  deinit { _ = try? run("kill-server") }

  /// Presses keys, by tmux's names or as text.
  public func send(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// What is shown, blanks at the ends of lines trimmed.
  public func screen() throws -> String { try run("capture-pane", "-p") }

  /// Looks again and again until `condition` holds for what is shown; returns false when it does not in time.
  public func wait(_ deadline: Duration = .seconds(20), until condition: (String) -> Bool) throws -> Bool {
    let end = ContinuousClock.now + deadline
    while ContinuousClock.now < end {
      if condition(try screen()) { return true }
      usleep(20_000)
    }
    return false
  }

  @discardableResult
  private func run(_ arguments: String...) throws -> String { try tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try ChildProcess.run(
      Self.path, ["-L", socket, "-f", "/dev/null"] + arguments, environment: ["TERM": "xterm"], deadline: .seconds(20)
    ).output
  }
}
