import Glibc
import Synchronization
import SystemPackage

/// Bytes of a capture that lie in a regular file, read in place; the file can be followed while something is still
/// writing it.
///
/// Until it is followed its size is that at opening. A file that becomes shorter is an error and not its end.
final class RegularFileStorage: ByteStorage {
  private let path: String
  private let file: OpenDescriptor
  private let known: Atomic<UInt64>
  private let isFollowed = Atomic<Bool>(false)

  /// How often a followed file is looked at, in microseconds.
  private static let interval: UInt32 = 50_000

  init(path: String, file: OpenDescriptor, size: UInt64) {
    self.path = path
    self.file = file
    known = Atomic(size)
  }

  var size: UInt64 { known.load(ordering: .acquiring) }
  var isComplete: Bool { !isFollowed.load(ordering: .acquiring) }

  func startFollowing() -> Bool {
    isFollowed.store(true, ordering: .releasing)
    return true
  }

  func stopFollowing() { isFollowed.store(false, ordering: .releasing) }

  /// Whoever waits waits for a followed file: to give that up is to follow it no longer.
  func cancelWaiting() { stopFollowing() }

  func wait(for size: UInt64) throws(CaptureError) -> Bool {
    while self.size < size {
      guard !isComplete else { return false }
      let isLonger = try lookAtSize()
      if !isLonger { usleep(Self.interval) }
    }
    return true
  }

  /// Takes note of bytes that have come since. Returns whether there were any.
  private func lookAtSize() throws(CaptureError) -> Bool {
    let known = self.size
    guard let status = try? Stat(file.descriptor) else { return false }
    let size = UInt64(max(status.size, 0))
    guard size >= known else {
      stopFollowing()
      throw CaptureError(
        path: path, offset: size,
        reason: "ends here, but held \(known) bytes before: it shrank meanwhile; open it again")
    }
    self.known.store(size, ordering: .releasing)
    return size > known
  }

  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    unsafe try FileStorage(path: path, file: file, size: size).read(at: offset, into: buffer)
  }
}
