/// What the guest uses each of its frames for, as of a checkpoint.
///
/// Known for the frames of those sections of memory in which a page was ever sent: a byte for each.
package struct FrameUses: Sendable {
  /// Frames of a section are 2^this many.
  let sectionShift: UInt64
  private var sections: [UInt64: [UInt8]] = [:]

  init(sectionShift: UInt64) { self.sectionShift = sectionShift }

  /// The use of a frame; nil where it is not known.
  package subscript(pfn: UInt64) -> FrameUse? {
    guard let uses = sections[pfn >> sectionShift] else { return nil }
    return FrameUse(rawValue: uses[Int(pfn & (1 << sectionShift - 1))])
  }

  /// The frames that are known of, as stretches of one section each, ascending.
  package var stretches: [Range<UInt64>] {
    sections.map { section, uses in
      let first = section << sectionShift
      return first..<first + UInt64(uses.count)
    }.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// The uses of frames in a range, those that are known, in the order of `FrameUse`.
  package func uses(in pfns: Range<UInt64>) -> [FrameUse] {
    guard let last = pfns.last else { return [] }
    var found: UInt16 = 0
    let (firstSection, lastSection): (UInt64, UInt64) = (pfns.lowerBound >> sectionShift, last >> sectionShift)
    if lastSection - firstSection < UInt64(sections.count) {
      for section in firstSection...lastSection { found |= kinds(in: pfns, ofSection: section) }
    } else {
      for section in sections.keys { found |= kinds(in: pfns, ofSection: section) }
    }
    return FrameUse.allCases.filter { use in found & (UInt16(1) << UInt16(use.rawValue)) != 0 }
  }

  /// A bit for each use that the frames of a section have, as far as they lie in a range.
  private func kinds(in pfns: Range<UInt64>, ofSection section: UInt64) -> UInt16 {
    guard let uses = sections[section] else { return 0 }
    let start: UInt64 = section << sectionShift
    let range = pfns.clamped(to: start..<start + UInt64(uses.count))
    var found: UInt16 = 0
    for pfn in range {
      let use = uses[Int(pfn - start)]
      found |= UInt16(1) << UInt16(use & 15)
    }
    return found
  }

  mutating func put(_ uses: [UInt8], ofSection section: UInt64) { sections[section] = uses }
}

/// Finds the use of all frames, in slices of a few milliseconds: walks over the kernel's descriptions of them,
/// ascending.
package struct UseSearch {
  private let kernel: LinuxKernel
  private let memory: KernelMemory
  private let descriptor: PageDescriptor
  private let roots: SectionRoots
  private var uses: FrameUses
  /// The frames of the section at hand, the next of them, and where their descriptions begin.
  private var current: [UInt8] = []
  private var section: UInt64 = 0
  private var next = 0
  private var map: UInt64 = 0
  /// Frames from `next` on that are known to be free.
  private var freeLeft: UInt64 = 0
  /// The section to look for next.
  private var nextSection: UInt64 = 0
  /// The use of the larger frame that was looked at last, by the address of its description.
  private var whole: (address: UInt64, use: UInt8) = (0, 0)
  private var sectionsLeft: Int
  /// Whether frames were left out, as there are too few pages for so many sections.
  package private(set) var isCut = false
  /// The uses, once all are known.
  package private(set) var result: FrameUses?

  private static let framesInSlice = 1 << 13
  /// Frames whose sections are looked at, however few pages there are, and for each page that was sent.
  private static let fewestFrames = 1 << 25
  private static let framesPerSend = 128

  /// - Throws: a `LinuxGap` where the kernel does not tell, a `CaptureError` when the capture cannot be read.
  package init(_ kernel: LinuxKernel) throws {
    self.kernel = kernel
    memory = kernel.memory
    descriptor = try PageDescriptor(kernel)
    roots = try SectionRoots(kernel)
    uses = FrameUses(sectionShift: roots.frameShift)
    sectionsLeft = (Self.fewestFrames + kernel.reader.mostPages * Self.framesPerSend) >> Int(roots.frameShift)
  }

  /// How much of the work is done, 0…1.
  package var part: Double {
    if result != nil { return 1 }
    let sends = kernel.reader.memory.sends
    let first: UInt64 = section << roots.frameShift
    let below = sends.sendCount(below: first + UInt64(next))
    return Double(below) / Double(max(sends.count, 1))
  }

  /// Looks at a slice of frames more. Returns whether all uses are known.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool {
    guard result == nil else { return true }
    var left = Self.framesInSlice
    while left > 0 {
      if next >= current.count { guard try beginSection() else { return true } }
      let first = next
      try lookAtPage()
      left -= max(next - first, 64)
    }
    return false
  }

  /// Looks to the end.
  /// - Throws: when the capture cannot be read.
  package mutating func run() throws(CaptureError) -> FrameUses {
    while true {
      if try step(), let result { return result }
    }
  }

  /// Goes to the next section in which a page was ever sent; false behind the last one.
  private mutating func beginSection() throws(CaptureError) -> Bool {
    if !current.isEmpty { uses.put(current, ofSection: section) }
    current = []
    next = 0
    freeLeft = 0
    let sends = kernel.reader.memory.sends
    guard sectionsLeft > 0, let pfn = sends.firstPFN(from: nextSection << roots.frameShift) else {
      isCut = sectionsLeft <= 0
      result = uses
      return false
    }
    sectionsLeft -= 1
    section = pfn >> roots.frameShift
    nextSection = section + 1
    guard let map = try roots.map(ofSection: section, memory) else { return true }
    self.map = map &+ (section << roots.frameShift) &* descriptor.size
    current = [UInt8](repeating: 0, count: 1 << Int(roots.frameShift))
    return true
  }

  /// Looks at the frames whose descriptions begin in one page, from the next one on.
  private mutating func lookAtPage() throws(CaptureError) {
    guard next < current.count else { return }
    let size = Int(descriptor.size)
    let address = map &+ UInt64(next) &* descriptor.size
    let place = Int(address & 4095)
    let count = min((pageSize - place + size - 1) / size, current.count - next)
    guard let page = try memory.page(holding: address) else {
      skip(count)
      return
    }
    // All but a last one that goes on in the next page.
    let inside = min((pageSize - place) / size, count)
    for number in 0..<inside {
      try take(descriptor.look(page.span, at: place + number * size))
    }
    if inside < count {
      if let bytes = try memory.bytes(at: map &+ UInt64(next) &* descriptor.size, count: size) {
        try take(descriptor.look(bytes.span, at: 0))
      } else {
        skip(1)
      }
    }
  }

  /// Goes on behind frames whose descriptions are not there.
  private mutating func skip(_ count: Int) {
    for _ in 0..<count {
      if freeLeft > 0 {
        current[next] = FrameUse.free.rawValue
        freeLeft -= 1
      }
      next += 1
    }
  }

  private mutating func take(_ look: PageDescriptor.Look) throws(CaptureError) {
    defer { next += 1 }
    if case .freeBlock(let order) = look { freeLeft = max(freeLeft, UInt64(1) << order) }
    if freeLeft > 0 {
      freeLeft -= 1
      current[next] = FrameUse.free.rawValue
      return
    }
    switch look {
    case .use(let use): current[next] = use.rawValue
    case .part(let address): current[next] = try use(ofWhole: address)
    case .freeBlock: break
    }
  }

  /// The use of the frame that another one is a part of.
  private mutating func use(ofWhole address: UInt64) throws(CaptureError) -> UInt8 {
    if whole.address == address { return whole.use }
    let use = try descriptor.use(ofWhole: address, memory)?.rawValue ?? 0
    whole = (address, use)
    return use
  }
}
