/// Bytes of a capture that lie in memory.
struct MemoryStorage: ByteStorage {
  let bytes: [UInt8]

  var size: UInt64 { UInt64(bytes.count) }
  var isComplete: Bool { true }

  func wait(for size: UInt64) -> Bool { size <= self.size }
  func cancelWaiting() {}

  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard offset < size else { return 0 }
    let start = Int(offset)
    let count = min(buffer.count, bytes.count - start)
    unsafe bytes.withUnsafeBytes { unsafe buffer.copyMemory(from: .init(rebasing: $0[start..<start + count])) }
    return count
  }
}
