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
  private let ending = Mutex<CaptureError?>(nil)

  /// How often a followed file is looked at, in microseconds.
  private static let interval: UInt32 = 50_000
  /// How many looks there are for each one at the file's name.
  private static let looksPerName = 10

  init(path: String, file: OpenDescriptor, size: UInt64) {
    self.path = path
    self.file = file
    known = Atomic(size)
  }

  var size: UInt64 { known.load(ordering: .acquiring) }
  var isComplete: Bool { !isFollowed.load(ordering: .acquiring) }

  var endOfFollowing: CaptureError? { ending.withLock { $0 } }

  func startFollowing() -> Bool {
    ending.withLock { $0 = nil }
    isFollowed.store(true, ordering: .releasing)
    return true
  }

  func stopFollowing() { isFollowed.store(false, ordering: .releasing) }

  /// Whoever waits waits for a followed file: to give that up is to follow it no longer.
  func cancelWaiting() { stopFollowing() }

  func wait(for size: UInt64) throws(CaptureError) -> Bool {
    var looks = 0
    while self.size < size {
      guard !isComplete else { return false }
      if try lookAtSize() { continue }
      looks += 1
      if looks % Self.looksPerName == 0 { lookAtName() }
      usleep(Self.interval)
    }
    return true
  }

  /// Takes note of bytes that have come since. Returns whether there were any.
  private func lookAtSize() throws(CaptureError) -> Bool {
    let known = self.size
    guard let status = try? Stat(file.descriptor) else { return false }
    let size = UInt64(max(status.size, 0))
    guard size >= known else {
      let error = CaptureError(
        .changed, path: path, offset: size,
        reason: "ends here, but held \(known) bytes before: it shrank meanwhile; open it again")
      end(error)
      throw error
    }
    self.known.store(size, ordering: .releasing)
    return size > known
  }

  /// Ends following where the name leads to another file, or to none: what is written now goes elsewhere.
  private func lookAtName() {
    var (own, named) = (stat(), stat())
    guard unsafe fstat(file.descriptor.rawValue, &own) == 0 else { return }
    let isThere = unsafe stat(FileNameText.platformString(path), &named) == 0
    if isThere, own.st_dev == named.st_dev, own.st_ino == named.st_ino { return }
    guard isThere || errno == ENOENT else { return }
    end(
      CaptureError(
        .changed, path: path,
        reason: isThere
          ? "was replaced by another file of that name; open it again to see that one"
          : "was removed or renamed; what was read stays"))
  }

  private func end(_ error: CaptureError) {
    ending.withLock { $0 = error }
    stopFollowing()
  }

  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    unsafe try FileStorage(path: path, file: file, size: size).read(at: offset, into: buffer)
  }
}
