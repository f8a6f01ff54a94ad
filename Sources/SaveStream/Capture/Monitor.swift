import Glibc

/// A value behind a lock, for which other threads can wait to change.
///
/// `Mutex` of the standard library has no condition to wait for, so this stands on pthread's.
@safe final class Monitor<State: Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  /// Touched only while `mutex` is held.
  private var state: State

  init(_ state: State) {
    self.state = state
    // At an address of their own: pthread's objects must not move.
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// The value as it is now.
  var value: State {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return state
  }

  /// Changes the value and wakes all who wait.
  func update(_ change: (inout State) -> Void) {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    change(&state)
    unsafe pthread_cond_broadcast(condition)
  }

  /// Waits until `condition` holds for the value, and returns that value.
  func wait(until isMet: (State) -> Bool) -> State {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while !isMet(state) { unsafe pthread_cond_wait(condition, mutex) }
    return state
  }
}
