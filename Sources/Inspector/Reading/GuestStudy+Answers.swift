@_spi(Measuring) import SaveStream

/// What a study of a guest has to say.
extension GuestStudy {
  /// What frames are used for, once that has been found out.
  var uses: GuestFacts.Part<FrameUses> {
    if let uses = useSearch?.result { return .known(uses) }
    if case .missing(let words) = facts.kernel { return .missing(words) }
    if case .missing(let words) = facts.memory { return .missing(words) }
    return .awaited
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
    let tgids = owners?[pfn] ?? []
    let leaders = tgids.isEmpty ? [] : list?.tasks.filter { $0.pid == $0.tgid } ?? []
    let names = Dictionary(leaders.map { ($0.tgid, $0.comm) }, uniquingKeysWith: { first, _ in first })
    frame.owners = tgids.map { .init(tgid: $0, name: names[$0] ?? CaptureText([])) }
    return frame
  }
}
