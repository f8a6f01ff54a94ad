import Samples

/// What the made-up guest says of its page frames.
extension SmallKernel {
  /// Frames that are described.
  private static let describedFrames: UInt64 = 64
  /// The place of frame 0's description.
  private static let descriptions: UInt64 = 0x20000

  /// Puts descriptions of the first frames into memory, from 0x1e000 on: what they are used for, those that are not
  /// named as the kernel's own.
  package mutating func putFrames(_ uses: [UInt64: SampleFrames.Use]) {
    let frames = SampleFrames(
      in: &kernel, at: Self.descriptions, map: Self.base + Self.descriptions, roots: 0x1e000, sections: 0x1f000,
      direct: Self.base)
    for pfn in 0..<Self.describedFrames { frames.put(uses[pfn] ?? .kernel, of: pfn, in: &kernel) }
  }
}
