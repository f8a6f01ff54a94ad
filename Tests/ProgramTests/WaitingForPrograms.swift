import Dispatch
import Synchronization
import Testing

/// Tests that wait for programs more than they compute. The test runner has as many threads as there are cores, and one
/// that waits would hold up the tests that compute: so these have threads of their own.
struct WaitingForPrograms: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
  }
}

extension Trait where Self == WaitingForPrograms {
  static var waitsForPrograms: Self { WaitingForPrograms() }
}

/// A few threads that run what they are given, in the order in which it comes.
private final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads(count: 4)

  private let jobs = Mutex<[UnownedJob]>([])
  private let waiting = DispatchSemaphore(value: 0)

  private init(count: Int) {
    for number in 0..<count {
      DispatchQueue(label: "waiting for programs \(number)").async { [self] in
        while true { runNext() }
      }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    waiting.signal()
  }

  private func runNext() {
    waiting.wait()
    let job = jobs.withLock { $0.removeFirst() }
    job.runSynchronously(on: asUnownedTaskExecutor())
  }
}
