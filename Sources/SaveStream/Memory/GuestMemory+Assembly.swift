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
        var walk = KeyframeWalk(list, Reach(first: reach.first, last: position), in: self)
        let keyframe = try walk.run()
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
}
