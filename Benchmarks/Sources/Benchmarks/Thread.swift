import Glibc

/// A thread that runs one closure.
final class Thread {
  private var thread = pthread_t()

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  init(_ body: @escaping @Sendable () -> Void) throws {
    let work = Unmanaged.passRetained(Work(body))
    let failure = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard failure == 0 else {
      work.release()
      throw BenchmarkError("no thread: \(String(cString: strerror(failure)))")
    }
  }

  /// Waits for its end. To be called once.
  func join() { pthread_join(thread, nil) }
}
