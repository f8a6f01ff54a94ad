import Glibc
@_spi(Measuring) import SaveStream
import Synchronization

/// One line on standard error that is written again and again while a capture is read: bytes, rate, time left.
///
/// It appears once half a second has passed, so that short work shows nothing, and is wiped out at the end.
final class ProgressLine: Sendable {
  private let verb: String
  private let done: @Sendable () -> UInt64
  private let size: @Sendable () -> UInt64
  private let isComplete: @Sendable () -> Bool
  private let isStopped = Atomic<Bool>(false)
  private let start = ContinuousClock.now

  /// - Parameters:
  ///   - verb: what goes on.
  ///   - done: bytes passed so far.
  ///   - size: bytes in all, as far as they are known.
  ///   - isComplete: whether the size is the last word.
  init(
    _ verb: String = "reading", done: @escaping @Sendable () -> UInt64, size: @escaping @Sendable () -> UInt64,
    isComplete: @escaping @Sendable () -> Bool = { true }
  ) {
    self.verb = verb
    self.done = done
    self.size = size
    self.isComplete = isComplete
  }

  convenience init(index: StreamIndex, capture: Capture) {
    self.init(done: { index.snapshot.bytesRead }, size: { capture.size }, isComplete: { capture.isComplete })
  }

  /// Runs `body`, which reads a capture into an index, and shows the line meanwhile where it is to be shown.
  static func shown<Value>(
    _ isShown: Bool, _ index: StreamIndex, of capture: Capture, while body: () -> Value
  ) -> Value {
    isShown ? ProgressLine(index: index, capture: capture).show(while: body) : body()
  }

  /// Shows the line while `body` runs.
  func show<Failure: Error, Value>(while body: () throws(Failure) -> Value) throws(Failure) -> Value {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let isStarted =
      pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<ProgressLine>.fromOpaque(context).takeRetainedValue().run()
          return nil
        }, context.toOpaque()) == 0
    if !isStarted { context.release() }
    defer {
      isStopped.store(true, ordering: .releasing)
      if isStarted { pthread_join(thread, nil) }
    }
    return try body()
  }

  private func run() {
    var isShown = false
    while !isStopped.load(ordering: .acquiring) {
      usleep(50_000)
      guard ContinuousClock.now - start > .milliseconds(500), !isStopped.load(ordering: .acquiring) else { continue }
      FileWriter.standardError.say(
        "\r\(Self.text(verb, done: done(), size: size(), isComplete: isComplete(), time: .now - start))\u{1b}[K")
      isShown = true
      for _ in 0..<4 where !isStopped.load(ordering: .acquiring) { usleep(50_000) }
    }
    if isShown { FileWriter.standardError.say("\r\u{1b}[K") }
  }

  /// `reading: 1.20 GiB of 4.00 GiB (30 %), 800 MiB/s, 3 s left`.
  static func text(_ verb: String, done: UInt64, size: UInt64, isComplete: Bool, time: Duration) -> String {
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let speed = "\(NumberText.size(UInt64(min(rate, 1e18))))/s"
    guard isComplete else {
      return "\(verb): \(NumberText.size(done)) of \(NumberText.size(size)) so far, \(speed)"
    }
    let whole =
      "\(verb): \(NumberText.size(done)) of \(NumberText.size(size)) (\(NumberText.percent(done, of: size))), "
    guard rate >= 1, size >= done else { return whole + speed }
    let left = min(Double(size - done) / rate, 1e9)
    return whole + "\(speed), \(NumberText.time(seconds: UInt64(left.rounded(.up)))) left"
  }
}
