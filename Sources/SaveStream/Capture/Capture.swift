import Synchronization

/// An open recording: the one thing that every reader takes its bytes from.
///
/// Bytes are addressed by file offset, in the decompressed form for a compressed capture. A capture may still be
/// arriving (a pipe, a compressed file that is being unpacked, a file that is followed): then `size` grows, and
/// `wait(for:)` waits for more. All methods may be called from any thread.
public final class Capture: Sendable {
  /// How the capture is compressed as a whole.
  public enum Compression: String, Sendable {
    case none, gzip, zstd, xz
  }

  /// The path as it was given; `-` for standard input.
  public let path: String
  private let storage: any ByteStorage

  init(path: String, storage: any ByteStorage) {
    self.path = path
    self.storage = storage
  }

  /// A capture that lies in memory.
  public convenience init(bytes: [UInt8], path: String = "memory") {
    self.init(path: path, storage: MemoryStorage(bytes: bytes))
  }

  /// How the capture is compressed as a whole. For a pipe it is known once its first byte is there.
  public var compression: Compression { storage.compression }

  /// Bytes that can be read now.
  public var size: UInt64 { storage.size }

  /// Whether no more bytes will arrive.
  public var isComplete: Bool { storage.isComplete }

  /// Why the capture ends where it does, when that is not its own end: compressed data that is damaged or cut (the
  /// offset is then one of the compressed file), a full disk, an input that fails to read.
  public var failure: CaptureError? { storage.failure }

  /// Waits until the capture holds at least `size` bytes, or no more arrive. Returns whether it holds them.
  /// - Throws: when the bytes exist but cannot be had: the disk for the temporary file is full, a pipe failed, nothing
  ///   came at all.
  public func wait(for size: UInt64) throws(CaptureError) -> Bool { try storage.wait(for: size) }

  /// The same bytes for one whom somebody waits for, such as a screen: `wait(for:)` tells at once whether they have come,
  /// and what has not come yet reads as if the capture ended before it.
  package var asFarAsArrived: Capture { Capture(path: path, storage: ArrivedStorage(storage: storage)) }

  /// The same bytes, some of which were taken for others, as those.
  convenience init(correcting capture: Capture, _ corrections: [CorrectedByte]) {
    self.init(path: capture.path, storage: CorrectedStorage(storage: capture.storage, corrections: corrections))
  }

  /// Makes every `wait(for:)` return now, and those that follow.
  public func cancelWaiting() { storage.cancelWaiting() }

  /// Makes a regular file that is not compressed grow with what is written to it from now on: `isComplete` is false
  /// until `stopFollowing()`. Returns false for a capture that cannot be followed; a pipe grows by itself.
  public func startFollowing() -> Bool { storage.startFollowing() }

  /// Takes in no more bytes of a file that is followed, and makes every `wait(for:)` return.
  public func stopFollowing() { storage.stopFollowing() }

  /// Why a file is followed no longer, although nobody said so: it shrank, or its name leads to another file or to
  /// none.
  public var endOfFollowing: CaptureError? { storage.endOfFollowing }

  /// Reads up to `count` bytes at `offset`: fewer only where the capture ends (or has not arrived yet).
  /// - Throws: when the medium fails to give bytes that belong to the capture, for example a file that shrank.
  public func bytes(at offset: UInt64, count: Int) throws(CaptureError) -> [UInt8] {
    let available = offset < size ? size - offset : 0
    let wanted = Int(min(UInt64(max(count, 0)), available))
    guard wanted > 0 else { return [] }
    var failure: CaptureError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
      do throws(CaptureError) {
        initialized = unsafe try storage.read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
        initialized = 0
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Reads into a buffer that is used again and again. Returns the bytes read, fewer than asked for only at the end.
  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    unsafe try storage.read(at: offset, into: buffer)
  }
}

extension Capture {
  /// Waits until no more bytes arrive.
  func waitForEnd() throws(CaptureError) { _ = try wait(for: .max) }
}

extension Capture {
  /// Reads up to `count` bytes at `offset` into `buffer`, from its byte `start` on; it keeps its size. Returns the
  /// bytes read.
  func fill(
    _ buffer: inout [UInt8], at start: Int = 0, from offset: UInt64, count: Int
  ) throws(CaptureError) -> Int {
    let end = min(start + count, buffer.count)
    var failure: CaptureError?
    let read = unsafe buffer.withUnsafeMutableBytes { bytes -> Int in
      do throws(CaptureError) {
        return unsafe try self.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end]))
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return read
  }
}
