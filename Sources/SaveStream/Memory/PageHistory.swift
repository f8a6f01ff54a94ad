/// What there is to say of one page as of a checkpoint: each time it was sent, and what it holds.
package struct PageHistory: Sendable {
  package let pfn: UInt64
  package let checkpoint: Int
  /// Every send of the capture, in the order of the stream; BROKEN entries and those for comparison included.
  package let sends: PackedSends
  /// The place in `sends` of the last one up to the checkpoint that came as compressed data or an image; nil when
  /// there is none.
  package let shownSend: Int?
  /// The markers of that send; empty for an image.
  package let markers: [DeltaMarker]
  /// What that send did to the page.
  package let change: SendChange?
  /// The page as of the checkpoint; nil when it was not there.
  package let page: GuestPage?
  /// Why it was not there; nil when it was.
  package let absence: PageAbsence?

  /// - Throws: when the capture cannot be read.
  package init(of pfn: UInt64, at checkpoint: Int, in memory: GuestMemory) throws(CaptureError) {
    self.pfn = pfn
    self.checkpoint = checkpoint
    let sends = try PackedSends(memory.sendList(of: pfn))
    self.sends = sends
    shownSend = sends.lastIndex { $0.checkpoint <= checkpoint && !$0.ranges.isEmpty }
    markers = try shownSend.map { place throws(CaptureError) in try memory.markers(of: sends[place]) } ?? []
    change = try shownSend.map { place throws(CaptureError) in try memory.change(by: sends[place], of: pfn) } ?? nil
    page = try memory.page(pfn: pfn, at: checkpoint)
    absence = page == nil ? try memory.absence(of: pfn, at: checkpoint) : nil
  }

  /// The file offset of one of `markers`.
  package func offset(of marker: DeltaMarker) -> UInt64? {
    shownSend.flatMap { sends[$0].ranges.offset(ofByte: marker.position) }
  }
}

extension GuestMemory {
  /// The markers of a send's delta, up to where it stops making sense; none for an image.
  /// - Throws: when the capture cannot be read.
  package func markers(of send: PageSend) throws(CaptureError) -> [DeltaMarker] {
    guard !send.isImage, !send.ranges.isEmpty else { return [] }
    let delta = try contents.bytes(of: send)
    var cursor = MarkerCursor(delta.span)
    var list: [DeltaMarker] = []
    while let marker = try? cursor.next() { list.append(marker) }
    return list
  }
}
