/// Random bytes that are the same for the same seed (SplitMix64).
struct SeededBytes: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  /// Bytes of which about half are zero, so that lengths and counts are often small enough to be believed.
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in
      let word = next()
      return word & 0x100 == 0 ? 0 : UInt8(truncatingIfNeeded: word)
    }
  }
}

extension [UInt8] {
  /// The little-endian bytes of a number.
  static func number(_ value: UInt64, bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  /// The little-endian number of up to eight bytes at a position.
  func number(at position: Int, bytes: Int) -> UInt64 {
    self[position..<position + bytes].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
