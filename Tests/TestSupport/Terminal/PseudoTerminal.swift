import Glibc

/// A program that runs on a terminal of its own, which this process reads and types on.
public final class PseudoTerminal {
  /// What the program shows.
  public private(set) var screen: VirtualTerminal
  /// The program's process, and the session and group it leads.
  public let pid: pid_t
  private let descriptor: Int32
  private var isReaped = false

  /// Starts the built `savescope` on a terminal.
  public convenience init(
    savescope arguments: [String], term: String = "xterm-256color", environment: [String: String] = [:],
    rows: Int = 24, columns: Int = 80
  ) throws {
    try self.init(
      Fixtures.programPath, arguments, environment: ["TERM": term].merging(environment) { $1 }, rows: rows,
      columns: columns)
  }

  /// Starts a program on a terminal.
  /// - Parameter environment: variables besides `PATH`, `LC_ALL=C.UTF-8` and `SWIFT_BACKTRACE=enable=no`.
  public init(
    _ path: String, _ arguments: [String], environment: [String: String], rows: Int, columns: Int
  ) throws {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 128)
    let ends = try Spawn.alone {
      var primary: Int32 = -1
      var secondary: Int32 = -1
      guard openpty(&primary, &secondary, &name, nil, &size) == 0 else {
        throw ChildProcess.Failure(description: "openpty: \(String(cString: strerror(errno)))")
      }
      for end in [primary, secondary] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return (primary: primary, secondary: secondary)
    }
    defer { close(ends.secondary) }
    descriptor = ends.primary
    screen = VirtualTerminal(rows: rows, columns: columns)
    var spawn = Spawn(path: path, arguments: arguments, environment: environment)
    spawn.terminal = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do {
      pid = try spawn.start()
    } catch {
      close(ends.primary)
      throw error
    }
  }

  deinit {
    if !isReaped {
      kill(-pid, SIGKILL)
      _ = Spawn.reap(pid)
    }
    close(descriptor)
  }

  /// Types text, control characters and escape sequences included.
  public func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Whether the terminal edits lines, echoes and makes signals of keys, as a shell wants to find it.
  public var isInLineMode: Bool {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { return false }
    let wanted = tcflag_t(ICANON | ECHO | ISIG)
    return modes.c_lflag & wanted == wanted && modes.c_iflag & tcflag_t(ICRNL) != 0
  }

  /// Gives the terminal another size, of which the kernel tells the program. What is shown is empty until the program
  /// paints it.
  public func resize(rows: Int, columns: Int) {
    var former = VirtualTerminal(rows: rows, columns: columns)
    swap(&former, &screen)
    screen.isAlternateScreen = former.isAlternateScreen
    screen.isCursorVisible = former.isCursorVisible
    screen.isMouseOn = former.isMouseOn
    screen.areCursorKeysInApplicationMode = former.areCursorKeysInApplicationMode
    screen.look = former.look
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  /// Takes in what the program writes until `condition` holds. Returns false when it does not in time, or when the
  /// program ends first.
  public func wait(_ deadline: Duration = .seconds(20), until condition: (VirtualTerminal) -> Bool) -> Bool {
    let end = ContinuousClock.now + deadline
    while !condition(screen) {
      guard ContinuousClock.now < end else { return false }
      switch takeIn() {
      case .something, .nothing: continue
      case .end: return condition(screen)
      }
    }
    return true
  }

  /// Waits until the screen shows a text.
  public func wait(for text: String) -> Bool { wait { $0.text.contains(text) } }

  /// Takes in what is left until the program ends, and returns its exit status; for one that a signal ended, the
  /// signal's number less than zero; nil when it had to be killed because it did not end.
  public func exitStatus(_ deadline: Duration = .seconds(20)) -> Int32? {
    let end = ContinuousClock.now + deadline
    var hasEnded = false
    while !hasEnded, ContinuousClock.now < end { hasEnded = takeIn() == .end }
    if !hasEnded { kill(-pid, SIGKILL) }
    let status = Spawn.reap(pid)
    isReaped = true
    return hasEnded ? status : nil
  }

  private enum Taken { case something, nothing, end }

  private func takeIn() -> Taken {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, 50) > 0 else { return .nothing }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // Fails with EIO when nobody has the terminal open any more.
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return .end }
    screen.feed(buffer[..<count])
    return .something
  }
}
