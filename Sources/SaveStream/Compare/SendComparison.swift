/// A page after two of its sends.
package struct SendComparison: Sendable {
  /// One of the two.
  package struct Side: Sendable {
    /// The place of the send among all sends of the page, from 0.
    package let position: Int
    package let send: PageSend
    /// The 4096 bytes of the page right after it; nil when there is no page.
    package let bytes: [UInt8]?
  }

  package let pfn: UInt64
  package let first: Side
  package let second: Side

  /// The words that differ; nil unless both sides have a page.
  package var differing: ChangedWords? {
    guard let before = first.bytes, let after = second.bytes else { return nil }
    return ChangedWords(after.span, before.span)
  }

  /// Both sides, and where they differ.
  package var page: ComparedPage { ComparedPage(pfn: pfn, from: first.bytes, to: second.bytes) }
}

extension PageSendList {
  /// Compares the page after two of its sends; nil when there are not so many.
  /// - Throws: when the capture cannot be read.
  package func comparison(of first: Int, and second: Int) throws(CaptureError) -> SendComparison? {
    guard min(first, second) >= 0, max(first, second) < count else { return nil }
    return SendComparison(pfn: pfn, first: try side(first), second: try side(second))
  }

  private func side(_ position: Int) throws(CaptureError) -> SendComparison.Side {
    SendComparison.Side(position: position, send: try send(at: position), bytes: try bytes(after: position))
  }
}
