/// Looks at the frames that the state of a PV guest names: whether they are there, and of the type that a receiver asks
/// for (`xc_domain_restore` of Xen 4.5; `process_vcpu_basic`, `process_start_info` and `update_guest_p2m` since 4.6).
struct PVFrames {
  let memory: GuestMemory
  let checkpoint: Int
  let guestBits: Int
  /// Whether it is a v2 or v3 stream.
  let isModern: Bool
  /// The contexts of vCPUs by their numbers, ascending: of several the last.
  private let contexts: [(vcpu: Int, offset: UInt64, frames: VcpuFrames)]
  private let frameLists: [GuestPart]

  /// Reads the contexts of the vCPUs.
  /// - Throws: when the capture cannot be read.
  init(_ memory: GuestMemory, at checkpoint: Int, guestBits: Int, isModern: Bool) throws(CaptureError) {
    self.memory = memory
    self.checkpoint = checkpoint
    self.guestBits = guestBits
    self.isModern = isModern
    let (index, capture) = (memory.index, memory.capture)
    let parts = try index.parts(of: checkpoint, capture)
    let isList: (GuestPart) -> Bool = { part in if case .frameList = part.kind { true } else { false } }
    frameLists = (try index.parts(of: nil, capture) + parts).filter(isList)
    var contexts: [Int: (vcpu: Int, offset: UInt64, frames: VcpuFrames)] = [:]
    for part in parts {
      guard case .vcpuContext(let vcpu, let bits) = part.kind, bits == guestBits else { continue }
      let bytes = try capture.bytes(at: part.range.lowerBound, count: VcpuContext.layout(guestBits: bits).byteCount)
      guard bytes.count == VcpuContext.layout(guestBits: bits).byteCount else { continue }
      let frames = VcpuFrames(bytes, vcpu: vcpu, guestBits: bits, index.entryFormat.order)
      contexts[vcpu] = (vcpu, part.range.lowerBound, frames)
    }
    self.contexts = contexts.values.sorted { $0.vcpu < $1.vcpu }
  }

  /// The PFNs of the tables that vCPUs run on.
  var roots: [UInt64] {
    contexts.flatMap { context in
      context.frames.frames.filter { $0.use == .pageTableBase || $0.use == .userPageTableBase }.map(\.pfn)
    }
  }

  /// Findings about all but the list of frames.
  /// - Parameter allocated: PFNs that are not there, and that a receiver gives a frame as page tables lead to them.
  func contextFindings(_ allocated: PFNSet) throws(CaptureError) -> [Finding] {
    var findings: [Finding] = []
    for context in contexts {
      for frame in context.frames.frames where frame.pfn < memory.index.pfnEnd {
        let found = try found(frame.pfn, allocated)
        if frame.use == .startInfo, found == .ordinary { findings += try ringFindings(frame.pfn, allocated) }
        guard isRefused(found, for: frame.use), !(frame.use == .pageTableBase && frame.pfn == 0) else { continue }
        findings.append(
          VcpuContextCheck.finding(
            frame, found, contextAt: context.offset, vcpu: context.vcpu, guestBits: guestBits, isModern: isModern,
            checkpoint: checkpoint))
      }
    }
    return findings
  }

  /// What a PFN below the end of the guest's leads to.
  private func found(_ pfn: UInt64, _ allocated: PFNSet) throws(CaptureError) -> FoundFrame {
    if let type = try memory.type(of: pfn, at: checkpoint) { return FoundFrame(type) }
    return allocated.contains(pfn) ? .ordinary : .absent
  }

  private func isRefused(_ found: FoundFrame, for use: VcpuFrames.Use) -> Bool {
    switch use {
    case .pageTableBase, .userPageTableBase: found.typeNumber != UInt64(VcpuFrames.levels(guestBits: guestBits))
    case .descriptors, .startInfo: found != .ordinary
    }
  }

  // MARK: The start info page

  /// The pages that are shared with xenstore and the console. A legacy receiver looks at the range of their PFNs only.
  private func ringFindings(_ startInfo: UInt64, _ allocated: PFNSet) throws(CaptureError) -> [Finding] {
    guard let page = try memory.page(pfn: startInfo, at: checkpoint), page.doubt == nil, let offset = page.source.offset
    else { return [] }
    let layout = StartInfo.layout(guestBits: guestBits)
    var findings: [Finding] = []
    for (field, rule) in [("store_mfn", FindingRule.storeFrame), ("console_mfn", .consoleFrame)] {
      guard let place = layout.fields.first(where: { $0.name == field })?.offset,
        let pfn = layout.number(field, in: page.bytes)
      else { continue }
      let isBeyond = pfn >= memory.index.pfnEnd
      let found = try isBeyond ? .beyond : found(pfn, allocated)
      guard isBeyond || found == .absent else { continue }
      let isImage = if case .raw = page.source.encoding { true } else { false }
      // A legacy receiver lets the PFN behind the last through.
      let isRefused = isModern || pfn > memory.index.pfnEnd
      findings.append(
        Finding(
          rule, isRefused ? .error : .warning, at: isImage ? offset + UInt64(place) : offset,
          checkpoint: checkpoint, part: .pageData, value: pfn, limit: NamedFrame(found, isModern: isModern).packed))
    }
    return findings
  }

  // MARK: The list of frames

  /// Findings about the list of the frames in which the guest keeps its own table of machine frames. What is out of
  /// range in a legacy list was found when the header was read.
  func frameListFindings(_ allocated: PFNSet) throws(CaptureError) -> [Finding] {
    var findings: [Finding] = []
    let perFrame = UInt64(pageSize * 8 / guestBits)
    for list in frameLists {
      guard case .frameList(let firstPFN, let wordBytes) = list.kind else { continue }
      var position = list.range.lowerBound
      var place = Int(clamping: firstPFN / perFrame)
      while position < list.range.upperBound, findings.count < Self.mostOfList {
        let count = Int(min((list.range.upperBound - position) / UInt64(wordBytes), 4096))
        let words = try memory.capture.bytes(at: position, count: count * wordBytes)
        guard words.count >= wordBytes else { break }
        for word in 0..<words.count / wordBytes where findings.count < Self.mostOfList {
          let pfn = words.number(at: word * wordBytes, bytes: wordBytes, memory.index.entryFormat.order)
          let offset = position + UInt64(word * wordBytes)
          if let finding = try frameFinding(pfn, at: offset, place: place + word, allocated) {
            findings.append(finding)
          }
        }
        place += words.count / wordBytes
        position += UInt64(words.count / wordBytes * wordBytes)
      }
    }
    return findings
  }

  private func frameFinding(
    _ pfn: UInt64, at offset: UInt64, place: Int, _ allocated: PFNSet
  ) throws(CaptureError) -> Finding? {
    let end = memory.index.pfnEnd
    guard pfn < end else {
      guard isModern else { return nil }
      return Finding(
        .p2mFrameOutOfRange, at: offset, checkpoint: checkpoint, part: .p2mFrameList, value: pfn, limit: end)
    }
    let found = try found(pfn, allocated)
    guard found != .ordinary else { return nil }
    return Finding(
      found == .absent ? .p2mFrameMissing : .p2mFrameType, at: offset, checkpoint: checkpoint, part: .p2mFrameList,
      value: pfn, limit: NamedFrame(found, place: place, isModern: isModern).packed)
  }

  /// Findings of the list that are kept.
  private static let mostOfList = 64
}
