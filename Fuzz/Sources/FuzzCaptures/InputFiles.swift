import Glibc

/// A file without a name that holds bytes, and can be opened by a path.
final class InputFile {
  private let descriptor: CInt

  init?(_ bytes: some Collection<UInt8>) {
    // O_TMPFILE, which the C module does not show: a macro of macros.
    descriptor = open("/dev/shm", O_RDWR | O_CLOEXEC | O_DIRECTORY | 0o20_000_000, 0o600)
    guard descriptor >= 0 else { return nil }
    append(bytes)
  }

  deinit { close(descriptor) }

  var path: String { "/proc/self/fd/\(descriptor)" }

  func append(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    var place = 0
    while place < bytes.count {
      let count = bytes[place...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      place += count
    }
  }
}

/// A thread that does one thing.
final class Thread {
  private var thread = pthread_t()
  private let isRunning: Bool

  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  init(_ body: @escaping () -> Void) {
    let work = Unmanaged.passRetained(Work(body))
    let code = pthread_create(
      &thread, nil,
      { argument in
        argument.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    isRunning = code == 0
    if !isRunning { work.release() }
  }

  func join() { if isRunning { pthread_join(thread, nil) } }
}
