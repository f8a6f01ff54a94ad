/// How the page deltas of a checkpoint, or of all, are made.
package struct DeltaDistribution: Sendable, Equatable {
  /// Runs by the words that they carry.
  package fileprivate(set) var runLengths = PowerCounts()
  /// Pages sent as runs and skips, by the bytes that they took.
  package fileprivate(set) var sizes = PowerCounts()
  /// The same pages by the words that they carried.
  package fileprivate(set) var changedWords = PowerCounts()
}

/// Counts them delta by delta, in slices of a few milliseconds.
package struct DeltaDistributionScan {
  private let capture: Capture
  private let index: IndexSnapshot
  /// The places of the deltas among all of the capture.
  private let pages: Range<UInt64>
  private var walk: DeltaWalk?
  private var next: UInt64
  private var lengths = RunLengths()
  private var found = DeltaDistribution()

  /// Deltas that are looked at in a slice.
  private static let deltasInSlice = 1024

  /// - Parameter checkpoint: nil for all checkpoints.
  package init(_ capture: Capture, _ index: IndexSnapshot, checkpoint: Int?) {
    self.capture = capture
    self.index = index
    switch checkpoint {
    case nil: pages = 0..<index.compressedPageCount
    case .some(let checkpoint) where index.checkpoints.indices.contains(checkpoint):
      pages = index.deltas(of: checkpoint)
    default: pages = 0..<0
    }
    next = pages.lowerBound
  }

  /// The part that is done, 0…1.
  package var part: Double {
    pages.isEmpty ? 1 : Double(next - pages.lowerBound) / Double(pages.upperBound - pages.lowerBound)
  }

  /// What has been counted so far.
  package var distribution: DeltaDistribution {
    var whole = found
    whole.runLengths.add(lengths)
    return whole
  }

  /// Counts for a slice. Returns whether all is done.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool {
    guard next < pages.upperBound else { return true }
    if walk == nil { walk = try DeltaWalk(capture, index, from: next) }
    var left = Self.deltasInSlice
    while left > 0, next < pages.upperBound, let extent = try walk?.next() {
      left -= 1
      next += 1
      guard extent.encoding == .delta else { continue }
      found.sizes.add(extent.length)
      found.changedWords.add(UInt64(extent.counts.literalWords))
      walk?.withBytes { bytes in _ = lengths.count(bytes, at: 0) }
    }
    // The index may promise more than there is.
    if left > 0 { next = pages.upperBound }
    return next == pages.upperBound
  }
}
