import Dispatch
import Synchronization

/// Scans compressed chunks side by side, each as if it began at a page boundary, as every sender's chunk does.
enum ParallelChunkScan {
  /// A payload to scan: file offset and bytes that the capture holds.
  struct Payload: Sendable {
    let offset: UInt64
    let length: UInt64
  }

  /// The scans of `payloads`, in their order. A payload that could not be read has no scan but an error; those that are
  /// under way when `isStopped` says so end where they are.
  static func scan(
    _ capture: Capture, _ payloads: [Payload], isStopped: @Sendable () -> Bool
  ) -> [Result<CompressedChunkScan, CaptureError>] {
    let bytes = payloads.reduce(0) { $0 &+ $1.length }
    guard payloads.count > 1, bytes > Workers.worthwhileBytes else {
      return payloads.map { scan(capture, $0, isStopped) }
    }
    let results = Mutex([Int: Result<CompressedChunkScan, CaptureError>]())
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: Workers.count) { _ in
      var own: [(Int, Result<CompressedChunkScan, CaptureError>)] = []
      while true {
        let position = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard position < payloads.count else { break }
        own.append((position, scan(capture, payloads[position], isStopped)))
      }
      results.withLock { all in for (position, result) in own { all[position] = result } }
    }
    return results.withLock { all in payloads.indices.compactMap { all[$0] } }
  }

  private static func scan(
    _ capture: Capture, _ payload: Payload, _ isStopped: () -> Bool
  ) -> Result<CompressedChunkScan, CaptureError> {
    do throws(CaptureError) {
      return .success(
        try CompressedChunkScan(capture, payload: payload.offset, length: payload.length, isStopped: isStopped))
    } catch {
      return .failure(error)
    }
  }
}
