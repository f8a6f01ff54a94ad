/// Where the kernel keeps the descriptions of page frames: in a table of two levels, by sections of memory
/// (`mem_section`, SPARSEMEM_EXTREME).
///
/// ```
/// mem_section ──→ root × LENGTH(mem_section) ──→ section × (4096 ÷ SIZE(mem_section)): section_mem_map, …
/// ```
struct SectionRoots: Sendable {
  /// Frames of a section are 2^this many.
  let frameShift: UInt64
  private let table: UInt64
  private let rootCount: UInt64
  private let sectionSize: UInt64
  private let mapOffset: UInt64

  /// Says in `section_mem_map` that there is one; the bits below are no part of the address.
  private static let hasMap: UInt64 = 2
  private static let flagBits: UInt64 = 0x3f
  private static let usualSectionBits: Int64 = 27

  init(_ kernel: LinuxKernel) throws(LinuxGap) {
    table = try kernel.symbol("mem_section")
    guard let rootCount = kernel.info.count("mem_section") else { throw .notDescribed("mem_section") }
    self.rootCount = rootCount
    sectionSize = try kernel.size("mem_section")
    mapOffset = try kernel.offset("mem_section.section_mem_map")
    let bits = kernel.info.number("SECTION_SIZE_BITS") ?? Self.usualSectionBits
    // Sections of 1 MiB to 1 GiB.
    guard (20...30).contains(bits), sectionSize <= UInt64(pageSize) else {
      throw .damaged("the kernel's description of mem_section")
    }
    frameShift = UInt64(bits - 12)
  }

  /// The address at which the description of frame 0 would be, if those of a section went on to the left; nil where the
  /// section has none.
  /// - Throws: when the capture cannot be read.
  func map(ofSection section: UInt64, _ memory: KernelMemory) throws(CaptureError) -> UInt64? {
    let perRoot = UInt64(pageSize) / sectionSize
    let root = section / perRoot
    guard root < rootCount, let sections = try memory.number(at: table &+ root &* 8), sections != 0,
      let map = try memory.number(at: sections &+ (section % perRoot) &* sectionSize &+ mapOffset),
      map & Self.hasMap != 0
    else { return nil }
    return map & ~Self.flagBits
  }
}
