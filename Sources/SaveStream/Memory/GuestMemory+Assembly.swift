extension GuestMemory {
  /// Puts a page together from its sends, the latest first, until every word is known.
  ///
  /// Where that takes more than a few deltas, pages on the way are kept: the next look at this page, at this or another
  /// checkpoint, starts from the nearest of them.
  func assemble(_ list: PageSends.List, _ reach: Reach) throws(CaptureError) -> KeyframeCache.Keyframe {
    var assembly = PageAssembly()
    var doubt: PageDoubt?
    var deltas = 0
    var position = reach.last
    while position >= reach.first, !assembly.isWhole {
      let send = list[position]
      if let keyframe = keyframes[send.content] {
        fill(&assembly, from: keyframe, &doubt, isBase: deltas > 0)
        break
      }
      if deltas >= Self.deltasPerKeyframe {
        let keyframe = try keyframe(list, first: reach.first, last: position)
        fill(&assembly, from: keyframe, &doubt, isBase: true)
        break
      }
      position -= 1
      guard !sends.isCompared(send.content) else { continue }
      switch try step(send, into: &assembly) {
      case .whole:
        if deltas > 0, send.type.pageTableLevel != nil { doubt = doubt ?? .deltaOnPageTable }
      case .delta:
        deltas += 1
        if send.type.pageTableLevel != nil { doubt = doubt ?? .deltaOnPageTable }
      case .missing:
        if deltas > 0 { doubt = doubt ?? .sendMissing }
      }
    }
    if !assembly.isWhole { doubt = doubt ?? .deltaWithoutBase }
    return KeyframeCache.Keyframe(bytes: assembly.bytes, doubt: doubt, baseType: nil)
  }

  private func fill(
    _ assembly: inout PageAssembly, from keyframe: KeyframeCache.Keyframe, _ doubt: inout PageDoubt?, isBase: Bool
  ) {
    assembly.fill(from: keyframe.bytes.span)
    doubt = doubt ?? keyframe.doubt
    if isBase, keyframe.baseType?.pageTableLevel != nil { doubt = doubt ?? .deltaOnPageTable }
  }

  /// What a send is for the pages that come after it.
  private enum Step {
    /// It sets every word.
    case whole
    /// It sets some words, or none.
    case delta
    /// It is cut off or does not decode.
    case missing
  }

  private func step(_ send: PageSends.Send, into assembly: inout PageAssembly) throws(CaptureError) -> Step {
    let found = try contents.find(send.content)
    var isSound = false
    let read: Void? = try contents.withBytes(of: found) { bytes in
      if case .image = found {
        assembly.fill(from: bytes)
        isSound = true
      } else {
        isSound = assembly.fill(fromDelta: bytes)
      }
    }
    guard read != nil, isSound else { return .missing }
    return found.isWhole ? .whole : .delta
  }

  // MARK: Long rows of deltas

  /// The page after the send at `last`, made from the nearest whole send or kept page before it; pages on the way are
  /// kept, one for every few deltas.
  private func keyframe(
    _ list: PageSends.List, first: Int, last: Int
  ) throws(CaptureError) -> KeyframeCache.Keyframe {
    var page = [UInt8](repeating: 0, count: pageSize)
    var standing = PageStanding()
    let way = try way(to: last, from: first, in: list)
    if let start = way.start { (page, standing) = (start.bytes, PageStanding(start)) }
    for (position, found) in way.sends.reversed() {
      let send = list[position]
      let isApplied = try contents.apply(found, to: &page)
      standing.take(found, send.type, isApplied: isApplied)
      if position == last || position % Self.deltasPerKeyframe == 0 {
        keyframes.insert(.init(bytes: page, doubt: standing.doubt, baseType: standing.baseType), at: send.content)
      }
    }
    return KeyframeCache.Keyframe(bytes: page, doubt: standing.doubt, baseType: standing.baseType)
  }

  /// The sends that make a page, the latest first, back to one that needs nothing before it, or to a page that is
  /// kept. Each is found once: on the way forwards its bytes are all that is read.
  private func way(
    to last: Int, from first: Int, in list: PageSends.List
  ) throws(CaptureError) -> (start: KeyframeCache.Keyframe?, sends: [(position: Int, found: FoundContent)]) {
    var way: [(position: Int, found: FoundContent)] = []
    for position in stride(from: last, through: first, by: -1) {
      let content = list[position].content
      if let keyframe = keyframes[content] { return (keyframe, way) }
      guard !sends.isCompared(content) else { continue }
      let found = try contents.find(content)
      way.append((position, found))
      if found.isWhole { break }
    }
    return (nil, way)
  }
}
