/// One time that a page was sent, and what that did to it.
@_spi(Measuring) public struct PageStep: Sendable, Equatable {
  public let send: PageSend
  /// The words that are not what they were before: of a send to be compared, those that differ. Nil where there was no
  /// page before, or the send carries no content that can be applied.
  package let changed: ChangedWords?
}

extension PageSendList {
  /// Some sends, by their positions (each 0..<count, ascending), and what each of them did.
  /// - Throws: when the capture cannot be read.
  @_spi(Measuring) public func steps(at positions: [Int]) throws(CaptureError) -> [PageStep] {
    var page: [UInt8]?
    // The send that `page` is the page before.
    var next: Int?
    var steps: [PageStep] = []
    for position in positions {
      if let known = next, position >= known, position - known <= Self.longestWalk {
        for between in known..<position { _ = try step(at: between, &page) }
      } else {
        page = try bytes(before: position)
      }
      steps.append(try step(at: position, &page))
      next = position + 1
    }
    return steps
  }

  /// Sends in between that it is quicker to go through than to put the page together anew.
  private static let longestWalk = 32

  /// One send, and what it did to a page, which becomes what it is after it.
  private func step(at position: Int, _ page: inout [UInt8]?) throws(CaptureError) -> PageStep {
    let send = try send(at: position)
    let after = send.encoding == .none ? nil : try applied(send, to: page)
    let changed: ChangedWords? = if let page, let after { ChangedWords(after.span, page.span) } else { nil }
    switch send.encoding {
    case .none: page = nil
    case .verify: break
    default: page = after ?? page
    }
    return PageStep(send: send, changed: changed)
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
