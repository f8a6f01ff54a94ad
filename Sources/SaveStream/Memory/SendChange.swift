/// What one send did to its page, word by word, and what it cost beyond the words.
package struct SendChange: Sendable, Equatable {
  /// Words that the send carries: 1024 for a page that is sent whole.
  package let sentWords: Int
  /// Words that differ from the page as it was just before; nil when it was not there.
  package let changedWords: Int?
  /// Bytes of markers: what a delta takes beyond its words.
  package let markerBytes: Int
  /// Markers that are there only because the one before, of the same kind, was at its limit of 127 words.
  package let splits: Int

  /// Words that were sent although they were the same before.
  package var unchangedWords: Int? { changedWords.map { sentWords - $0 } }
}

extension GuestMemory {
  /// What a send of a page did to it; nil when its content is missing, or there is none.
  /// - Throws: when the capture cannot be read.
  package func change(by send: PageSend, of pfn: UInt64) throws(CaptureError) -> SendChange? {
    guard send.encoding != .none, send.encoding != .missing else { return nil }
    let before = try pageBefore(send, of: pfn)
    var page = before ?? [UInt8](repeating: 0, count: pageSize)
    guard try contents.apply(contents.find(send.content), to: &page) else { return nil }
    let changedWords = before.map { ChangedWords(page.span, $0.span).count }
    guard !send.isImage else {
      return SendChange(sentWords: wordsPerPage, changedWords: changedWords, markerBytes: 0, splits: 0)
    }
    let delta = try contents.bytes(of: send)
    let map = RunMap(delta.span)
    return SendChange(
      sentWords: map.literalWords, changedWords: changedWords, markerBytes: map.markerBytes, splits: map.splits)
  }

  /// The page as it was just before one of its sends.
  private func pageBefore(_ send: PageSend, of pfn: UInt64) throws(CaptureError) -> [UInt8]? {
    let list = sends.list(of: pfn)
    let removal = sends.removals(of: pfn).last { $0.contentBefore <= send.content }
    let first = removal.map { list.count(before: $0.contentBefore) } ?? 0
    var last = list.count(before: send.content) - 1
    while last >= first {
      let content = list[last].content
      if !sends.isCompared(content), contents.isThere(content) { break }
      last -= 1
    }
    return last < first ? nil : try assemble(list, Reach(first: first, last: last)).bytes
  }
}
