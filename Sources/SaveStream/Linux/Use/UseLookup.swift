/// What the guest uses single frames for: a look at the description of each, and at those of the larger blocks that it
/// may be a part of.
struct UseLookup {
  private let memory: KernelMemory
  private let descriptor: PageDescriptor
  private let roots: SectionRoots
  /// The section that was looked at last, and where its descriptions are.
  private var section: (number: UInt64, map: UInt64?) = (.max, nil)

  /// Blocks of free frames that are looked for: those of all kernels.
  private static let orders: ClosedRange<UInt64> = 0...10

  /// - Throws: a `LinuxGap` where the kernel does not tell.
  init(_ kernel: LinuxKernel) throws(LinuxGap) {
    memory = kernel.memory
    descriptor = try PageDescriptor(kernel)
    roots = try SectionRoots(kernel)
  }

  /// The use of a frame; nil where it is not known.
  /// - Throws: when the capture cannot be read.
  mutating func use(of pfn: UInt64) throws(CaptureError) -> FrameUse? {
    // A free block says so at its first frame, which is as round as the block is long.
    for order in Self.orders {
      let first = pfn & ~(1 << order - 1)
      if case .freeBlock(let found)? = try look(first), found >= order { return .free }
    }
    switch try look(pfn) {
    case .use(let use): return use
    case .freeBlock: return .free
    case .part(let address): return try descriptor.use(ofWhole: address, memory)
    case nil: return nil
    }
  }

  private mutating func look(_ pfn: UInt64) throws(CaptureError) -> PageDescriptor.Look? {
    let number = pfn >> roots.frameShift
    if section.number != number { section = (number, try roots.map(ofSection: number, memory)) }
    guard let map = section.map else { return nil }
    let address = map &+ pfn &* descriptor.size
    let place = Int(address & 4095)
    if place + Int(descriptor.size) <= pageSize {
      guard let page = try memory.page(holding: address) else { return nil }
      return descriptor.look(page.span, at: place)
    }
    return try descriptor.bytes(at: address, memory).map { descriptor.look($0.span, at: 0) }
  }
}
