/// Looks for a Linux kernel in guest memory as of a checkpoint, in slices of a few milliseconds.
///
/// The first bytes of every page decide, in the order of PFNs; page bodies are read of those that begin right. Where
/// deltas decide what a page holds, the image that they build on is asked first, and the deltas themselves only when
/// nothing was found. So it is with a guest that rebooted into another kernel. Where no page begins right, those in
/// which kernels are loaded are gone over for what another guest says of itself: 64 MiB at most.
package struct KernelSearch {
  package let reader: GuestReader
  /// The kernel, or why there is none; nil while that is not known.
  package private(set) var result: Result<LinuxKernel, LinuxGap>?
  /// Another guest's kernel that was come upon.
  package var other: OtherGuest? { others?.found }

  /// What is looked at, one after the other.
  private enum Pass {
    case images, deltas, wholePages
  }

  private let memory: GuestMemory
  private var cursor = PageSends.Cursor()
  private var pass = Pass.images
  private var others: OtherGuestSearch?
  /// The best reason so far why a description that was found is of no use.
  private var gap = LinuxGap.noLinux
  private var unmapped: PFNSet?
  private var head = [UInt8](repeating: 0, count: Self.headBytes)

  /// Bytes of a page that are looked at.
  private static let headBytes = 32
  private static let listsInSlice = 1024
  /// Lists that take as long as a look at a description.
  private static let costOfDescription = 256
  /// Deltas of a page that are looked at, and all of a slice.
  private static let deltasOfPage = 64
  private static let deltasInSlice = 128
  private static let wholePagesInSlice = 64

  /// - Parameter known: the PFN where the kernel was at another checkpoint: a guest that did not reboot has it there
  ///   still.
  /// - Throws: when the capture cannot be read.
  package init(_ memory: GuestMemory, at checkpoint: Int, known: UInt64? = nil) throws(CaptureError) {
    self.memory = memory
    reader = GuestReader(memory, at: checkpoint)
    if let known, case .success(let kernel)? = try LinuxKernel.read(pfn: known, reader) { result = .success(kernel) }
  }

  /// How much of the work is done, 0…1.
  package var part: Double {
    result != nil ? 1 : Double(cursor.passed) / Double(max(memory.sends.count, 1))
  }

  /// Looks at a slice more. Returns whether the result is known.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool {
    guard result == nil else { return true }
    if unmapped == nil {
      unmapped = try memory.unmappedPFNs(at: reader.checkpoint)
      others = try OtherGuestSearch(reader)
    }
    var left = sliceCost
    while left > 0 {
      guard let list = memory.sends.next(&cursor) else { return endPass() }
      switch pass {
      case .images: left -= try lookAtImages(list)
      case .deltas: left -= try lookAtDeltas(list)
      case .wholePages:
        guard OtherGuestSearch.imagePFNs.contains(list.pfn), other == nil else { return endPass() }
        if let page = try memory.page(pfn: list.pfn, at: reader.checkpoint) { try others?.look(at: page.bytes) }
        left -= 1
      }
      if result != nil { return true }
    }
    return false
  }

  private var sliceCost: Int {
    switch pass {
    case .images: Self.listsInSlice
    case .deltas: Self.deltasInSlice
    case .wholePages: Self.wholePagesInSlice
    }
  }

  /// Looks to the end.
  /// - Throws: a `LinuxGap` where there is no kernel that can be read, a `CaptureError` when the capture cannot be
  ///   read.
  package mutating func run() throws -> LinuxKernel {
    while true {
      if try step(), let result { return try result.get() }
    }
  }

  private mutating func endPass() -> Bool {
    cursor = PageSends.Cursor()
    if pass == .images, memory.index.checkpoints.contains(where: \.isCompressed) {
      pass = .deltas
    } else if pass != .wholePages, gap == .noLinux, other == nil {
      pass = .wholePages
    } else {
      if gap == .noLinux { others?.finish() }
      result = .failure(gap)
      return true
    }
    return false
  }

  /// Looks at the page as it was sent last, or where that was a delta, first. Returns what it cost.
  private mutating func lookAtImages(_ list: PageSends.List) throws(CaptureError) -> Int {
    guard unmapped?.contains(list.pfn) != true, let reach = try memory.reach(of: list, at: reader.checkpoint) else {
      return 1
    }
    var send = list[reach.last]
    if !memory.contents.isImage(send.content) { send = list[reach.first] }
    guard case .image(let offset) = try memory.contents.find(send.content) else { return 1 }
    guard try memory.capture.fill(&head, from: offset, count: Self.headBytes) == Self.headBytes else { return 1 }
    if head.starts(with: Vmcoreinfo.beginning) {
      try read(list.pfn)
      return Self.costOfDescription
    }
    return try others?.look(atHead: head, of: list.pfn) == true ? Self.costOfDescription : 1
  }

  /// Looks whether a delta, one of the last of a page, set its first words to the beginning. Returns what it cost.
  private mutating func lookAtDeltas(_ list: PageSends.List) throws(CaptureError) -> Int {
    guard unmapped?.contains(list.pfn) != true, let reach = try memory.reach(of: list, at: reader.checkpoint) else {
      return 1
    }
    var position = reach.last
    let end = max(reach.first, reach.last - Self.deltasOfPage)
    while position >= end {
      let content = list[position].content
      guard !memory.contents.isImage(content) else { break }
      let found = try memory.contents.find(content)
      let isBeginning = try memory.contents.withBytes(of: found) { bytes in
        // A run that begins with the page's first word: its marker, and then its words.
        bytes.count > Vmcoreinfo.beginning.count && bytes[0] & 0x80 == 0
          && Vmcoreinfo.beginning.indices.allSatisfy { bytes[$0 + 1] == Vmcoreinfo.beginning[$0] }
      }
      if isBeginning == true {
        try read(list.pfn)
        break
      }
      position -= 1
    }
    return reach.last - max(position, end) + 1
  }

  private mutating func read(_ pfn: UInt64) throws(CaptureError) {
    switch try LinuxKernel.read(pfn: pfn, reader) {
    case .success(let kernel): result = .success(kernel)
    case .failure(let reason): gap = reason
    case nil: break
    }
  }
}
