import Dispatch
import Synchronization

/// Work that blocks, beside a test that blocks: on a thread that is none of those that tests share, of which there are
/// as many as cores.
public final class BesideTest<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  public init(_ work: @escaping @Sendable () throws -> Value) {
    DispatchQueue(label: "beside a test").async {
      let found = Result { try work() }
      self.result.withLock { $0 = found }
      self.isDone.signal()
    }
  }

  /// What the work came to; waits for its end, but not for ever.
  public func value() throws -> Value {
    guard isDone.wait(timeout: .now() + 30) == .success, let found = result.withLock({ $0 }) else {
      throw Unfinished()
    }
    return try found.get()
  }

  /// The work did not end.
  public struct Unfinished: Error {}
}
