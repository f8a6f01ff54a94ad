import Glibc

/// A program run to its end, with what it wrote.
public struct ChildProcess: Sendable {
  /// The exit status; for one that a signal ended, the signal's number less than zero.
  public let status: Int32
  /// Standard output, byte for byte.
  public let outputBytes: [UInt8]
  /// Standard error, as text.
  public let errors: String

  /// Standard output, as text.
  public var output: String { String(decoding: outputBytes, as: UTF8.self) }

  /// Why a program did not start or end.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// Runs the built `savescope`.
  public static func savescope(
    _ arguments: String..., input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> ChildProcess {
    try run(Fixtures.programPath, arguments, input: input, environment: environment)
  }

  /// Runs a program with a pipe at each of its three descriptors and waits for its end.
  /// - Parameters:
  ///   - environment: variables besides `PATH`, `LC_ALL=C.UTF-8` and `SWIFT_BACKTRACE=enable=no`.
  ///   - deadline: after this it is killed and the call throws, so that a hang fails a test instead of blocking it.
  public static func run(
    _ path: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
    deadline: Duration = .seconds(60)
  ) throws -> ChildProcess {
    let standardInput = try Pipe()
    let standardOutput = try Pipe()
    let standardError = try Pipe()
    var spawn = Spawn(path: path, arguments: arguments, environment: environment)
    spawn.descriptors = [
      (standardInput.reading, 0), (standardOutput.writing, 1), (standardError.writing, 2),
    ]
    let pid = try spawn.start()
    standardInput.closeReading()
    standardOutput.closeWriting()
    standardError.closeWriting()
    var exchange = Exchange(input: input[...], from: standardInput, output: standardOutput, errors: standardError)
    let isDone = exchange.pump(until: .now + deadline)
    if !isDone { kill(pid, SIGKILL) }
    let status = Spawn.reap(pid)
    guard isDone else { throw Failure(description: "\(path) \(arguments): did not end within \(deadline)") }
    return ChildProcess(
      status: status, outputBytes: exchange.output, errors: String(decoding: exchange.errors, as: UTF8.self))
  }
}

/// A pipe that closes its ends when it goes.
private final class Pipe {
  private(set) var reading: Int32 = -1
  private(set) var writing: Int32 = -1

  init() throws {
    let ends = try Spawn.alone {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw ChildProcess.Failure(description: "pipe: \(errno)") }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return ends
    }
    (reading, writing) = (ends[0], ends[1])
  }
  deinit {
    closeReading()
    closeWriting()
  }
  func closeReading() {
    if reading >= 0 { close(reading) }
    reading = -1
  }
  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }
}

/// Feeds a child and takes what it writes, all at once, so that no full pipe blocks either side.
private struct Exchange {
  var input: ArraySlice<UInt8>
  let inputPipe: Pipe
  let outputPipe: Pipe
  let errorPipe: Pipe
  var output: [UInt8] = []
  var errors: [UInt8] = []

  init(input: ArraySlice<UInt8>, from inputPipe: Pipe, output: Pipe, errors: Pipe) {
    self.input = input
    self.inputPipe = inputPipe
    outputPipe = output
    errorPipe = errors
    signal(SIGPIPE, SIG_IGN)
    _ = fcntl(inputPipe.writing, F_SETFL, O_NONBLOCK)
    if input.isEmpty { inputPipe.closeWriting() }
  }

  /// Returns whether both output pipes reached their end in time.
  mutating func pump(until end: ContinuousClock.Instant) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while outputPipe.reading >= 0 || errorPipe.reading >= 0 {
      guard ContinuousClock.now < end else { return false }
      var ready = [
        pollfd(fd: inputPipe.writing, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: outputPipe.reading, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errorPipe.reading, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&ready, 3, 100) > 0 else { continue }
      if ready[0].revents != 0 { feed() }
      if ready[1].revents != 0 { take(outputPipe, &output, &buffer) }
      if ready[2].revents != 0 { take(errorPipe, &errors, &buffer) }
    }
    return true
  }

  private mutating func feed() {
    let count = input.withUnsafeBytes { write(inputPipe.writing, $0.baseAddress, $0.count) }
    if count > 0 { input = input.dropFirst(count) }
    if input.isEmpty || (count < 0 && errno != EAGAIN && errno != EINTR) { inputPipe.closeWriting() }
  }

  private func take(_ pipe: Pipe, _ bytes: inout [UInt8], _ buffer: inout [UInt8]) {
    let count = read(pipe.reading, &buffer, buffer.count)
    if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { pipe.closeReading() }
  }
}
