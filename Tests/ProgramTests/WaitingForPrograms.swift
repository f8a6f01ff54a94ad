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

/// A few threads that run what they are given, in turn.
private final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads(count: 4)

  private let threads: [DispatchQueue]
  private let given = Atomic(0)

  private init(count: Int) {
    threads = (0..<count).map { DispatchQueue(label: "waiting for programs \($0)") }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let number = given.wrappingAdd(1, ordering: .relaxed).oldValue
    threads[number % threads.count].async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
