import Glibc
import Synchronization
import SystemPackage

/// Tells a background thread to end, also while it waits for bytes from a pipe.
final class StopSignal: Sendable {
  /// The ends of a pipe that holds a byte once the signal is given.
  private let receiver: OpenDescriptor
  private let sender: OpenDescriptor
  private let given = Atomic<Bool>(false)

  init() throws(Errno) {
    let ends = try FileDescriptor.pipe(options: [.closeOnExec, .nonBlocking])
    receiver = OpenDescriptor(ends.readEnd)
    sender = OpenDescriptor(ends.writeEnd)
  }

  /// Whether the thread should end.
  var isGiven: Bool { given.load(ordering: .acquiring) }

  /// Asks the thread to end.
  func give() {
    given.store(true, ordering: .releasing)
    var byte: UInt8 = 1
    unsafe write(sender.descriptor.rawValue, &byte, 1)
  }

  /// Waits until `file` has bytes, has ended or has failed. Returns false when the signal was given instead.
  func waitForBytes(from file: OpenDescriptor) throws(Errno) -> Bool {
    var waitingFor = [
      pollfd(fd: file.descriptor.rawValue, events: Int16(POLLIN), revents: 0),
      pollfd(fd: receiver.descriptor.rawValue, events: Int16(POLLIN), revents: 0),
    ]
    while !isGiven {
      let ready = unsafe poll(&waitingFor, nfds_t(waitingFor.count), -1)
      if ready < 0, errno != EINTR { throw Errno(rawValue: errno) }
      if ready > 0, waitingFor[1].revents == 0 { return true }
    }
    return false
  }
}
