/// Why a page is not there as of a checkpoint.
@_spi(Measuring) public enum PageAbsence: Sendable, Equatable {
  /// PFNs end before it: what was sent of it belongs to no memory.
  case outside(end: UInt64)
  /// No checkpoint ever sent it.
  case neverSent
  /// It was sent for the first time at a later checkpoint.
  case notYetSent(first: Int)
  /// A BROKEN entry of this checkpoint took it away.
  case broken(at: Int)
  /// The tail of the checkpoint lists it among the PFNs that have no frame.
  case unmapped
  /// What was sent of it is cut off, or was sent to be compared only.
  case contentMissing
}

extension GuestMemory {
  /// Why a page is not there as of the end of a checkpoint; to be asked where `page(pfn:at:)` says that it is not.
  /// - Throws: when the capture cannot be read.
  public func absence(of pfn: UInt64, at checkpoint: Int) throws(CaptureError) -> PageAbsence {
    if pfn >= index.pfnEnd { return .outside(end: index.pfnEnd) }
    let list = sendList(of: pfn)
    guard list.count > 0 else { return .neverSent }
    let known = list.count(upTo: checkpoint)
    guard known > 0 else { return .notYetSent(first: try list.send(at: 0).checkpoint) }
    if try unmappedPFNs(at: checkpoint).contains(pfn) { return .unmapped }
    let last = try list.send(at: known - 1)
    return last.encoding == .none ? .broken(at: last.checkpoint) : .contentMissing
  }
}
