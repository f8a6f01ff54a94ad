/// Where the bytes of a capture lie.
protocol ByteStorage: Sendable {
  var size: UInt64 { get }
  var isComplete: Bool { get }
  /// How the bytes were compressed where they came from.
  var compression: Capture.Compression { get }
  /// Why no more bytes will arrive, when that is not the end of the input.
  var failure: CaptureError? { get }
  func wait(for size: UInt64) throws(CaptureError) -> Bool
  func cancelWaiting()
  /// Takes in bytes that come from now on. Returns false where none can come, or where they come anyway.
  func startFollowing() -> Bool
  /// Takes in no more of them.
  func stopFollowing()
  /// Why following ended by itself; nil while it goes on, and when it was ended.
  var endOfFollowing: CaptureError? { get }
  /// Reads up to `buffer.count` bytes at `offset`; fewer only where the bytes end.
  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int
}

extension ByteStorage {
  var compression: Capture.Compression { .none }
  var failure: CaptureError? { nil }
  func startFollowing() -> Bool { false }
  func stopFollowing() {}
  var endOfFollowing: CaptureError? { nil }
}
