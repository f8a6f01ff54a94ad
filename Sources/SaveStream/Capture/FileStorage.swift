import SystemPackage

/// Bytes of a capture that lie in a file or on a block device, read in place.
///
/// The size is that at opening: a file that gives fewer bytes later has shrunk, which is an error and not its end.
struct FileStorage: ByteStorage {
  let path: String
  let file: OpenDescriptor
  let size: UInt64

  var isComplete: Bool { true }

  func wait(for size: UInt64) -> Bool { size <= self.size }
  func cancelWaiting() {}

  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    guard offset < size else { return 0 }
    let wanted = Int(min(UInt64(buffer.count), size - offset))
    let count: Int
    do throws(Errno) {
      count = unsafe try file.readFully(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
    } catch {
      throw CaptureError(.unreadable, path: path, offset: offset, reason: "cannot be read here: \(error.words)")
    }
    guard count == wanted else {
      throw CaptureError(
        .changed, path: path, offset: offset &+ UInt64(count),
        reason: "ends here, but held \(size) bytes when it was opened: it shrank meanwhile; open it again")
    }
    return count
  }
}
