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
    assembly.fill(from: keyframe.bytes)
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
    let known = try contents.describe(send)
    switch known.encoding {
    case .raw:
      guard let offset = known.offset, let image = try contents.image(at: offset) else { return .missing }
      assembly.fill(from: image)
      return .whole
    case .full:
      let delta = try contents.bytes(of: known)
      guard delta.count == pageSize + 1 else { return .missing }
      assembly.fill(from: Array(delta[1...]))
      return .whole
    case .empty: return .delta
    case .delta: return try assembly.fill(fromDelta: contents.bytes(of: known)) ? .delta : .missing
    case .missing, .none, .verify: return .missing
    }
  }

  // MARK: Long rows of deltas

  /// The page after the send at `last`, made from the nearest whole send or kept page before it; pages on the way are
  /// kept, one for every few deltas.
  private func keyframe(
    _ list: PageSends.List, first: Int, last: Int
  ) throws(CaptureError) -> KeyframeCache.Keyframe {
    var forward = ForwardPage()
    for position in try base(list, first: first, last: last)...last {
      let send = list[position]
      if let keyframe = keyframes[send.content] {
        forward = ForwardPage(keyframe)
        continue
      }
      guard !sends.isCompared(send.content) else { continue }
      let known = try contents.describe(send)
      try forward.apply(known, contents.bytes(of: known))
      if position == last || position % Self.deltasPerKeyframe == 0 {
        keyframes.insert(forward.keyframe, at: send.content)
      }
    }
    return forward.keyframe
  }

  /// The last send up to `last` that needs nothing before it, or whose page is kept; the first one if there is none.
  private func base(_ list: PageSends.List, first: Int, last: Int) throws(CaptureError) -> Int {
    var position = last
    while position > first {
      let send = list[position]
      if keyframes[send.content] != nil { return position }
      if !sends.isCompared(send.content) {
        let encoding = try contents.describe(send).encoding
        if encoding == .raw || encoding == .full { return position }
      }
      position -= 1
    }
    return first
  }
}

/// A page to which its sends are applied in the order of the stream.
struct ForwardPage {
  /// 4096 bytes.
  private(set) var bytes = [UInt8](repeating: 0, count: pageSize)
  private(set) var doubt: PageDoubt?
  /// The type of the last whole send; nil before there was one.
  private var baseType: PageType?

  init() {}

  /// Goes on from a page that was kept.
  init(_ keyframe: KeyframeCache.Keyframe) {
    bytes = keyframe.bytes
    doubt = keyframe.doubt
    baseType = keyframe.baseType
  }

  var keyframe: KeyframeCache.Keyframe { KeyframeCache.Keyframe(bytes: bytes, doubt: doubt, baseType: baseType) }

  /// Applies a send whose content is `content`: an image or a delta.
  mutating func apply(_ send: PageSend, _ content: [UInt8]) {
    if send.isImage {
      guard content.count == pageSize else { return }
      bytes = content
      (doubt, baseType) = (nil, send.type)
      return
    }
    var page = bytes.mutableSpan
    guard (try? DeltaDecoder.apply(content.span, to: &page)) != nil else {
      doubt = .sendMissing
      return
    }
    if send.encoding == .full {
      (doubt, baseType) = (nil, send.type)
    } else if send.type.pageTableLevel != nil || baseType?.pageTableLevel != nil {
      doubt = .deltaOnPageTable
    } else if baseType == nil {
      doubt = .deltaWithoutBase
    }
  }
}
