/// The frames that the context of a PV vCPU names, and where in it.
struct VcpuFrames {
  /// What a frame is for.
  enum Use: Equatable {
    /// cr3.
    case pageTableBase
    /// cr1, of a 64-bit guest.
    case userPageTableBase
    /// A page of the GDT, from 0, of those that the count of its entries reaches.
    case descriptors(Int)
    /// rdx of vCPU 0.
    case startInfo
  }

  struct Frame: Equatable {
    let use: Use
    let pfn: UInt64
    /// The byte in the context from which on it stands.
    let position: Int
  }

  /// Entries of the GDT, and where in the context their number stands.
  let descriptorCount: UInt64
  let descriptorCountPosition: Int
  let frames: [Frame]

  /// Levels of the guest's page tables.
  static func levels(guestBits: Int) -> Int { guestBits == 32 ? 3 : 4 }

  /// - Parameter bytes: all of the context.
  init(_ bytes: [UInt8], vcpu: Int, guestBits: Int, _ order: ByteOrder) {
    let places = guestBits == 32 ? Places.bits32 : Places.bits64
    func number(at position: Int) -> UInt64 { bytes.number(at: position, bytes: places.word, order) }
    var frames: [Frame] = []
    descriptorCount = number(at: places.descriptorCount)
    descriptorCountPosition = places.descriptorCount
    let used =
      (min(descriptorCount, FindingRule.mostDescriptors) + Self.descriptorsPerFrame - 1) / Self.descriptorsPerFrame
    for frame in 0..<Int(used) {
      let position = places.frames + frame * places.word
      frames.append(Frame(use: .descriptors(frame), pfn: number(at: position), position: position))
    }
    if vcpu == 0 {
      frames.append(Frame(use: .startInfo, pfn: number(at: places.startInfo), position: places.startInfo))
    }
    frames.append(
      Frame(use: .pageTableBase, pfn: places.pfn(ofBase: number(at: places.base)), position: places.base))
    if let position = places.userBase, number(at: position) & 1 != 0 {
      frames.append(Frame(use: .userPageTableBase, pfn: number(at: position) >> 12, position: position))
    }
    self.frames = frames
  }

  /// Descriptors in one page of a GDT.
  private static let descriptorsPerFrame: UInt64 = 512

  /// Byte offsets in a context.
  private struct Places {
    /// Bytes of a word.
    let word: Int
    /// rdx or edx.
    let startInfo: Int
    let frames: Int
    let descriptorCount: Int
    /// CR3.
    let base: Int
    /// The user page-table base, where there is one.
    let userBase: Int?

    static let bits64 = Places(
      word: 8, startInfo: 616, frames: 4832, descriptorCount: 4960, base: 5008, userBase: 4992)
    static let bits32 = Places(
      word: 4, startInfo: 524, frames: 2640, descriptorCount: 2704, base: 2728, userBase: nil)

    /// The PFN that a page-table base holds. The 32-bit form keeps the PFN's bits from 20 up in the low 12 bits.
    func pfn(ofBase base: UInt64) -> UInt64 {
      word == 8 ? base >> 12 : base >> 12 | (base & 0xFFF) << 20
    }
  }
}
