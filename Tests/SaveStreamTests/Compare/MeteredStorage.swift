import Synchronization

@_spi(Measuring) @testable import SaveStream

/// A capture in memory that counts the bytes that are read of it.
final class MeteredStorage: ByteStorage {
  private let bytes: [UInt8]
  private let count = Atomic<UInt64>(0)

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var bytesRead: UInt64 { count.load(ordering: .relaxed) }
  var size: UInt64 { UInt64(bytes.count) }
  var isComplete: Bool { true }

  func wait(for size: UInt64) throws(CaptureError) -> Bool { size <= self.size }
  func cancelWaiting() {}

  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    let start = min(Int(clamping: offset), bytes.count)
    let length = min(buffer.count, bytes.count - start)
    bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + length])) }
    count.add(UInt64(length), ordering: .relaxed)
    return length
  }
}
