import Glibc

/// A thread of the program's own that takes no signals but faults, and that nobody joins.
enum DetachedThread {
  /// Runs `body` on a new thread; on this one, before returning, when the system has no thread to give.
  static func start(_ body: @escaping @Sendable () -> Void) {
    // A signal is for the thread that has the terminal: a thread starts with the mask of the one that makes it.
    var all = sigset_t()
    var former = sigset_t()
    sigfillset(&all)
    for fault in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE] { sigdelset(&all, fault) }
    pthread_sigmask(SIG_BLOCK, &all, &former)
    defer { pthread_sigmask(SIG_SETMASK, &former, nil) }

    let retained = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, retained.toOpaque())
    if failure == 0 {
      pthread_detach(thread)
    } else {
      retained.release()
      body()
    }
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
