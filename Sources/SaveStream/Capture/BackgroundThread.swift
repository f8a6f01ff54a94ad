import Glibc
import SystemPackage

/// A thread that does one piece of work beside the program and is waited for at the end.
///
/// It takes no signals: those belong to the program's own threads, and a write past a file size limit must give an
/// error here rather than end the program (SIGXFSZ).
@safe final class BackgroundThread: Sendable {
  private let thread: pthread_t

  init(_ work: @escaping @Sendable () -> Void) throws(Errno) {
    let box = WorkBox(work)
    var all = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    var created = pthread_t()
    let held = unsafe Unmanaged.passRetained(box)
    let code = unsafe pthread_create(
      &created, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<WorkBox>.fromOpaque(argument).takeRetainedValue().work()
        return nil
      }, held.toOpaque())
    guard code == 0 else {
      unsafe held.release()
      throw Errno(rawValue: code)
    }
    thread = created
  }

  /// Waits for the end of the work. Call it once, as a thread that is never joined keeps its stack.
  func join() { _ = pthread_join(thread, nil) }
}

private final class WorkBox: Sendable {
  let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}
