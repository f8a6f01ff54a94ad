/// The bytes of a capture as far as they have come: nobody waits for more.
struct ArrivedStorage: ByteStorage {
  let storage: any ByteStorage

  var size: UInt64 { storage.size }
  var isComplete: Bool { storage.isComplete }
  var compression: Capture.Compression { storage.compression }
  var failure: CaptureError? { storage.failure }
  var endOfFollowing: CaptureError? { storage.endOfFollowing }

  func wait(for size: UInt64) throws(CaptureError) -> Bool { size <= storage.size }
  func cancelWaiting() {}

  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    unsafe try storage.read(at: offset, into: buffer)
  }
}
