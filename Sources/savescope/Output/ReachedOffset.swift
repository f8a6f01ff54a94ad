import Synchronization

/// How far a command has come in a capture, for the progress line's thread.
final class ReachedOffset: Sendable {
  private let offset = Atomic<UInt64>(0)

  var value: UInt64 {
    get { offset.load(ordering: .relaxed) }
    set { offset.store(newValue, ordering: .relaxed) }
  }
}
