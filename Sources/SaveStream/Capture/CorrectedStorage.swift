/// The bytes of a damaged capture with those in their place that some of them were taken for.
struct CorrectedStorage: ByteStorage {
  let storage: any ByteStorage
  /// Ascending by file offset.
  let corrections: [CorrectedByte]

  var size: UInt64 { storage.size }
  var isComplete: Bool { storage.isComplete }
  var compression: Capture.Compression { storage.compression }
  var failure: CaptureError? { storage.failure }
  var endOfFollowing: CaptureError? { storage.endOfFollowing }

  func wait(for size: UInt64) throws(CaptureError) -> Bool { try storage.wait(for: size) }
  func cancelWaiting() { storage.cancelWaiting() }
  func startFollowing() -> Bool { storage.startFollowing() }
  func stopFollowing() { storage.stopFollowing() }

  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    let count = unsafe try storage.read(at: offset, into: buffer)
    var place = corrections.partitioningIndex { $0.offset < offset }
    while place < corrections.count, corrections[place].offset - offset < UInt64(count) {
      unsafe buffer[Int(corrections[place].offset - offset)] = corrections[place].byte
      place += 1
    }
    return count
  }
}

/// A byte that was taken for another.
struct CorrectedByte: Sendable, Equatable {
  /// Its file offset.
  let offset: UInt64
  /// What it was taken for.
  let byte: UInt8
}
