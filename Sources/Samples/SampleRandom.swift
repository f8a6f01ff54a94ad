@_spi(Measuring) import SaveStream

/// The numbers that look random in a sample: the same ones on every machine and every run (SplitMix64).
struct SampleRandom: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number below `bound`, which is above 0.
  mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// A page of noise, as encrypted or packed data looks.
  mutating func page() -> [UInt8] {
    var page = LittleEndianBytes()
    for _ in 0..<SampleMemory.pageSize / 8 { page.append(next()) }
    return page.bytes
  }
}
