import Glibc
import SystemPackage

/// The bytes of an input in their order, for one thread.
struct InputFlow: Sendable {
  let path: String
  private let file: InputFile
  private let stop: StopSignal
  /// Bytes taken so far.
  private(set) var position: UInt64 = 0

  init(path: String, file: InputFile, stop: StopSignal) {
    self.path = path
    self.file = file
    self.stop = stop
  }

  /// Whether reading was stopped from outside.
  var isStopped: Bool { stop.isGiven }

  /// Reads what is there, at least one byte, waiting for it. Returns 0 at the end of the input or when stopped.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    let count =
      switch file {
      case .seekable(let file, let size):
        unsafe try FileStorage(path: path, file: file, size: size).read(at: position, into: buffer)
      case .flowing(let file): unsafe try readWhatArrives(from: file, into: buffer)
      }
    position &+= UInt64(count)
    return count
  }

  private func readWhatArrives(
    from file: OpenDescriptor, into buffer: UnsafeMutableRawBufferPointer
  ) throws(CaptureError) -> Int {
    do throws(Errno) {
      while try stop.waitForBytes(from: file) {
        let count = unsafe Glibc.read(file.descriptor.rawValue, buffer.baseAddress, buffer.count)
        if count >= 0 { return count }
        guard errno == EAGAIN || errno == EINTR else { throw Errno(rawValue: errno) }
      }
      return 0
    } catch {
      throw CaptureError(.unreadable, path: path, offset: position, reason: "cannot be read on: \(error.words)")
    }
  }
}
