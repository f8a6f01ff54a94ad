@_spi(Measuring) import SaveStream

/// What a study of a guest has to say.
extension GuestStudy {
  /// What frames are used for, and at the depth of owners whose they are, once that has been found out.
  func frames(to depth: Depth) -> GuestFacts.Part<KernelFrames> {
    if case .missing(let words) = facts.kernel { return .missing(words) }
    guard has(depth) else { return .awaited }
    let hasOwners = depth == .owners
    // Of the two, one may be known without the other.
    if case .missing(let words) = facts.memory, !hasOwners || owners == nil { return .missing(words) }
    let frames = UsedFrames(
      uses: useSearch?.result, owners: hasOwners ? owners ?? FrameOwners() : FrameOwners(), tasks: list?.tasks ?? [])
    var known = KernelFrames(frames: frames, hasOwners: hasOwners)
    if hasOwners {
      known.ownerRemark = facts.tasksRemark
      if case .missing(let words) = facts.tasks { known.ownerRemark = words }
    }
    return .known(known)
  }

  /// Why there is no kernel, as a sentence.
  var whyNoKernel: String {
    guard case .missing(let words) = facts.kernel else { return "The guest's kernel is not known" }
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// What is known of a frame so far.
  func frame(_ pfn: UInt64) throws(CaptureError) -> KernelFrame {
    var frame = KernelFrame(pfn: pfn, checkpoint: checkpoint)
    frame.tableLevel = tables?.levels[pfn]
    guard let kernel else { return frame }
    let addresses = try kernel.addresses(ofFrame: pfn)
    frame.addresses = addresses
    if let image = addresses.image { frame.symbol = try symbols?.nameIfKnown(of: image) }
    frame.use = useSearch?.result?[pfn]
    guard let tgids = owners?[pfn], !tgids.isEmpty else { return frame }
    let names = UsedFrames(uses: nil, tasks: list?.tasks ?? []).names
    frame.owners = tgids.map { .init(tgid: $0, name: names[$0] ?? CaptureText([])) }
    return frame
  }
}
