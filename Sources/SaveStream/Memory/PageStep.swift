/// One time that a page was sent, and what that did to it.
public struct PageStep: Sendable, Equatable {
  public let send: PageSend
  /// The words that are not what they were before: of a send to be compared, those that differ. Nil where there was no
  /// page before, or the send carries no content that can be applied.
  public let changed: ChangedWords?
}

extension PageSendList {
  /// Some sends, by their positions, and what each of them did.
  /// - Throws: when the capture cannot be read.
  public func steps(_ range: Range<Int>) throws(CaptureError) -> [PageStep] {
    let range = range.clamped(to: 0..<count)
    guard !range.isEmpty else { return [] }
    var page = try bytes(before: range.lowerBound)
    var steps: [PageStep] = []
    for position in range {
      let send = try send(at: position)
      let after = send.encoding == .none ? nil : try applied(send, to: page)
      let changed: ChangedWords? = if let page, let after { ChangedWords(after.span, page.span) } else { nil }
      steps.append(PageStep(send: send, changed: changed))
      switch send.encoding {
      case .none: page = nil
      case .verify: break
      default: page = after ?? page
      }
    }
    return steps
  }

  /// The page as it was right after a send, whether or not more came in the same checkpoint; for a send to be compared
  /// the page that it was compared with. Nil behind a BROKEN entry, and when the content does not decode.
  /// - Throws: when the capture cannot be read.
  public func bytes(after position: Int) throws(CaptureError) -> [UInt8]? {
    guard position >= 0, position < count, case .send(let place) = element(at: position) else { return nil }
    let send = try send(at: position)
    guard send.encoding != .missing else { return nil }
    if send.encoding == .verify { return try applied(send, to: bytes(before: position)) }
    let reach = GuestMemory.Reach(first: firstCounted(before: position), last: place)
    return try memory.assemble(sends, reach).bytes
  }

  /// The page before the send at a position; nil when there was none.
  private func bytes(before position: Int) throws(CaptureError) -> [UInt8]? {
    let first = firstCounted(before: position)
    var last = position - removals(before: position) - 1
    while last >= first {
      let send = sends[last]
      if !memory.sends.isCompared(send.content), try memory.contents.describe(send).encoding != .missing {
        return try memory.assemble(sends, GuestMemory.Reach(first: first, last: last)).bytes
      }
      last -= 1
    }
    return nil
  }

  /// What a send makes of a page, or of one of zeros where there is none; nil when it does not decode.
  private func applied(_ send: PageSend, to page: [UInt8]?) throws(CaptureError) -> [UInt8]? {
    guard send.encoding != .missing else { return nil }
    let content = try memory.contents.bytes(of: send)
    if send.isImage { return content.count == pageSize ? content : nil }
    var bytes = page ?? [UInt8](repeating: 0, count: pageSize)
    var span = bytes.mutableSpan
    guard (try? DeltaDecoder.apply(content.span, to: &span)) != nil else { return nil }
    return bytes
  }
}
