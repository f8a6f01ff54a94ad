import Synchronization

/// How far a spool file has been filled: what the filling thread tells those who read.
final class SpoolProgress: Sendable {
  /// How the filling ended.
  enum Ending: Sendable {
    /// All bytes are there.
    case complete
    /// The source is damaged or cut; what came before it is all there is.
    case damaged(CaptureError)
    /// The bytes that follow exist, but cannot be had: a full disk, a source that fails to read.
    case failed(CaptureError)
  }

  private struct State {
    var compression: Capture.Compression
    var ending: Ending?
    var isWaitingCancelled = false
  }

  private let spooled = Atomic<UInt64>(0)
  private let state: Monitor<State>

  init(compression: Capture.Compression) { state = Monitor(State(compression: compression)) }

  /// Bytes that are there.
  var available: UInt64 { spooled.load(ordering: .acquiring) }
  /// nil while filling goes on.
  var ending: Ending? { state.value.ending }
  /// Known before the first byte is there.
  var compression: Capture.Compression { state.value.compression }

  /// Why filling ended, when it ended badly.
  var failure: CaptureError? {
    switch ending {
    case .damaged(let error), .failed(let error): error
    case .complete, nil: nil
    }
  }

  func detected(_ compression: Capture.Compression) { state.update { $0.compression = compression } }
  func cancelWaiting() { state.update { $0.isWaitingCancelled = true } }
  func end(_ ending: Ending) { state.update { $0.ending = ending } }

  func grow(to size: UInt64) {
    // Inside the lock, so that no waiter looks just before and sleeps just after.
    state.update { _ in spooled.store(size, ordering: .releasing) }
  }

  /// Waits until `size` bytes are there. Returns whether they are.
  func wait(for size: UInt64) throws(CaptureError) -> Bool {
    if available >= size { return true }
    let state = state.wait { available >= size || $0.ending != nil || $0.isWaitingCancelled }
    if available >= size { return true }
    if case .failed(let error)? = state.ending { throw error }
    return false
  }
}
