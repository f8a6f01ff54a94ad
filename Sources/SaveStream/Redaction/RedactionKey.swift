/// A secret by which content is replaced: whoever does not have it cannot tell what a replacement stood for, nor try
/// what it may have been. It is made for one run and written nowhere.
package struct RedactionKey: Sendable {
  private let first: UInt64
  private let second: UInt64

  package init(_ first: UInt64, _ second: UInt64) { (self.first, self.second) = (first, second) }

  /// One that the system chooses.
  package static func random() -> RedactionKey {
    RedactionKey(UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
  }

  /// What stands in the place of a number: the same for the same number at the same place, and without a way back
  /// (SipHash-1-3).
  func hash(_ number: UInt64, at place: UInt64) -> UInt64 {
    var state = SipState(first, second)
    state.compress(number)
    state.compress(place)
    return state.finish()
  }
}

/// The four words that SipHash mixes (Aumasson and Bernstein, 2012).
private struct SipState {
  private var (v0, v1, v2, v3): (UInt64, UInt64, UInt64, UInt64)

  init(_ first: UInt64, _ second: UInt64) {
    v0 = first ^ 0x736f_6d65_7073_6575
    v1 = second ^ 0x646f_7261_6e64_6f6d
    v2 = first ^ 0x6c79_6765_6e65_7261
    v3 = second ^ 0x7465_6462_7974_6573
  }

  mutating func compress(_ word: UInt64) {
    v3 ^= word
    round()
    v0 ^= word
  }

  mutating func finish() -> UInt64 {
    compress(16 << 56)
    v2 ^= 0xff
    for _ in 0..<3 { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }

  private mutating func round() {
    v0 &+= v1
    v1 = rotated(v1, 13) ^ v0
    v0 = rotated(v0, 32)
    v2 &+= v3
    v3 = rotated(v3, 16) ^ v2
    v0 &+= v3
    v3 = rotated(v3, 21) ^ v0
    v2 &+= v1
    v1 = rotated(v1, 17) ^ v2
    v2 = rotated(v2, 32)
  }

  private func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }
}
