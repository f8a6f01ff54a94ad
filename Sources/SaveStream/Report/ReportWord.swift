/// A word of the program of at most 32 bytes, ready to be written: a million rows make no string, and each word costs
/// one store.
struct ReportWord: BitwiseCopyable, Sendable {
  let bytes: SIMD32<UInt8>
  /// Bytes of the word.
  let count: Int

  static let longest = 32

  init(_ word: String) {
    var bytes = SIMD32<UInt8>()
    var count = 0
    for byte in word.utf8.prefix(Self.longest) {
      bytes[count] = byte
      count += 1
    }
    self.bytes = bytes
    self.count = count
  }

  /// A byte again and again.
  @inline(__always)
  init(_ byte: UInt8, times: Int) {
    bytes = SIMD32(repeating: byte)
    count = min(times, Self.longest)
  }
}
