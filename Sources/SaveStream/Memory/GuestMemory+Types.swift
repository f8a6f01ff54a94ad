/// Pages by their types, without a look at what they hold.
extension GuestMemory {
  /// The type that a page has as of the end of a checkpoint; nil when it is not there.
  /// - Throws: when the capture cannot be read.
  func type(of pfn: UInt64, at checkpoint: Int) throws(CaptureError) -> PageType? {
    guard pfn < index.pfnEnd, try !unmappedPFNs(at: checkpoint).contains(pfn) else { return nil }
    let list = sends.list(of: pfn)
    return try reach(of: list, at: checkpoint).map { list[$0.last].type }
  }

  /// The image that makes a page as of the end of a checkpoint: its file offset. Nil where none does: the page is made
  /// of deltas, or not there.
  func image(of list: PageSends.List, at checkpoint: Int) throws(CaptureError) -> UInt64? {
    guard let reach = try reach(of: list, at: checkpoint) else { return nil }
    guard case .image(let offset) = try contents.find(list[reach.last].content) else { return nil }
    return offset
  }
}
