/// Numbers that look random and are the same for the same seed (SplitMix64).
public struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  /// Bytes of which about half are zero, so that lengths and counts are often small enough to be believed.
  public mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in
      let word = next()
      return word & 0x100 == 0 ? 0 : UInt8(truncatingIfNeeded: word)
    }
  }
}
