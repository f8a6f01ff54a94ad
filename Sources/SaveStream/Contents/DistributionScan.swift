/// Finds out what the page deltas of each checkpoint are like: a pass over the compressed data, in slices.
package struct DistributionScan {
  private let capture: Capture
  private let index: IndexSnapshot
  private var walk: DeltaWalk
  /// The deltas of the current checkpoint that are left.
  private var left: Range<UInt64>?
  /// The runs of the current slice.
  private var lengths = RunLengths()
  /// Of the checkpoints that have been gone through, and the current one.
  package private(set) var checkpoints: [StreamDistributions] = []

  private static let slice = 1024

  package init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
    walk = DeltaWalk(capture, index)
  }

  /// How much is done, 0…1.
  package var part: Double {
    index.compressedPageCount == 0 ? 1 : min(1, Double(walk.page) / Double(index.compressedPageCount))
  }

  /// Goes on for a slice. Returns whether all is done.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Bool {
    guard let range = left, !range.isEmpty else {
      guard checkpoints.count < index.checkpoints.count else { return true }
      let number = checkpoints.count
      let deltas = index.deltas(of: number)
      // What no entry asks for is counted nowhere.
      let asked = deltas.lowerBound + UInt64(index.contents(of: number).count)
      left = deltas.lowerBound..<max(deltas.lowerBound, min(deltas.upperBound, asked))
      checkpoints.append(StreamDistributions())
      return false
    }
    let end = min(range.upperBound, range.lowerBound + UInt64(Self.slice))
    try walk.seek(to: range.lowerBound)
    lengths = RunLengths()
    while walk.page < end, let extent = try walk.next() { take(extent) }
    checkpoints[checkpoints.count - 1].runLengths.add(lengths)
    left = end..<range.upperBound
    return false
  }

  private mutating func take(_ extent: DeltaExtent) {
    guard extent.encoding == .delta else { return }
    let place = checkpoints.count - 1
    checkpoints[place].deltaSizes.add(extent.length)
    checkpoints[place].changedWords.add(UInt64(extent.counts.literalWords))
    walk.withBytes { bytes in _ = lengths.count(bytes, at: 0) }
  }
}
