/// What the format of a stream is asked for once the stream has been indexed: its parts, and its nodes of the tree.
package protocol StreamReading: Sendable {
  /// What the stream holds of the guest beside its pages, in the order of the stream.
  /// - Parameter checkpoint: nil for what stands before the first one.
  /// - Throws: when the capture cannot be read.
  func parts(of checkpoint: Int?, _ reader: TreeReader) throws(CaptureError) -> [GuestPart]
  /// The same for what stands behind the pages of a checkpoint. Costs no look at what lies between pages.
  func state(of checkpoint: Int, _ reader: TreeReader) throws(CaptureError) -> [GuestPart]
  /// The same, with vCPUs by their own numbers.
  func numberedState(of checkpoint: Int, _ reader: TreeReader) throws(CaptureError) -> [GuestPart]
  /// What it says of the releases of Xen that can have written it, beside what the guest's state does.
  /// - Throws: when the capture cannot be read.
  func releases(_ reader: TreeReader) throws(CaptureError) -> [ReleaseEvidence]
  /// What in it only some receivers take, although it is no fault, beside the guest's state.
  /// - Throws: when the capture cannot be read.
  func traits(_ reader: TreeReader) throws(CaptureError) -> [ReceiverTrait]
  /// Whether another program than the release that saved the guest gave it this form.
  var isConverted: Bool { get }
  /// Whether the index has one past the guest's last PFN of the stream, and not of what any stream could say.
  var statesPFNEnd: Bool { get }
  /// Whether its header is lost, and was read as one that the rest fits.
  func hasLostHeader(in index: IndexSnapshot) -> Bool
  /// The node of what stands before the first checkpoint, in a range of file offsets.
  func headerNode(_ range: Range<UInt64>) -> TreeNode
  /// The node of a checkpoint, by its number.
  func checkpointNode(_ checkpoint: Int, _ row: CheckpointRow) -> TreeNode
  /// The nodes that say what the guest was like at a checkpoint, its pages apart: for comparing two checkpoints.
  func guestNodes(of checkpoint: Int, _ reader: TreeReader) -> [TreeNode]
  /// Whether the nodes of a checkpoint are named as those of another stream are.
  func hasNodes(like other: StreamShape) -> Bool
  /// Whether the same bytes of a checkpoint mean the same in another stream.
  func readsAs(_ other: StreamShape) -> Bool
}

extension StreamReading {
  package func hasNodes(like other: StreamShape) -> Bool { readsAs(other) }
  package func state(of checkpoint: Int, _ reader: TreeReader) throws(CaptureError) -> [GuestPart] {
    try parts(of: checkpoint, reader).filter { $0.place == .tail }
  }
  package func numberedState(of checkpoint: Int, _ reader: TreeReader) throws(CaptureError) -> [GuestPart] {
    try state(of: checkpoint, reader)
  }
  package func releases(_ reader: TreeReader) throws(CaptureError) -> [ReleaseEvidence] { [] }
  package func traits(_ reader: TreeReader) throws(CaptureError) -> [ReceiverTrait] { [] }
  package var isConverted: Bool { false }
  package var statesPFNEnd: Bool { true }
  package func hasLostHeader(in index: IndexSnapshot) -> Bool { false }
}

/// The formats of a libxc stream: the one switch over them outside their own code.
///
/// What is not asked of the format here is plain data in the index: how entries are spelt, where rows, images and
/// deltas are, where PFNs end.
package enum StreamShape: FormatFacts {
  case legacy(LegacyShape)
  /// v2 and v3, which differ in what stands before the first page.
  case migration(MigrationShape)
  /// One that is not built in (`OpenFormat`).
  case other(any StreamReading)

  /// The code of the format.
  package var reading: any StreamReading {
    switch self {
    case .legacy(let shape): shape
    case .migration(let shape): shape
    case .other(let shape): shape
    }
  }
}

extension IndexSnapshot {
  /// The format of the stream; nil when there is none that is read.
  package var shape: StreamShape? { formatFacts as? StreamShape }

  /// What the stream holds of the guest beside its pages; nothing for a checkpoint that is not there.
  /// - Parameter checkpoint: nil for what stands before the first one.
  /// - Throws: when the capture cannot be read.
  package func parts(of checkpoint: Int?, _ capture: Capture) throws(CaptureError) -> [GuestPart] {
    guard let shape, checkpoint.map(checkpoints.indices.contains) ?? true else { return [] }
    return try shape.reading.parts(of: checkpoint, TreeReader(capture: capture, index: self))
  }

  /// What stands behind the pages of a checkpoint; nothing for one that is not there.
  /// - Throws: when the capture cannot be read.
  package func numberedState(of checkpoint: Int, _ capture: Capture) throws(CaptureError) -> [GuestPart] {
    guard let shape, checkpoints.indices.contains(checkpoint) else { return [] }
    return try shape.reading.numberedState(of: checkpoint, TreeReader(capture: capture, index: self))
  }

  /// What `parts` gives, and what was sent once, with the first image, and holds from then on: a legacy sender says how
  /// the time stamp counter goes on in no other checkpoint.
  package func partsHeld(at checkpoint: Int, _ capture: Capture) throws(CaptureError) -> [GuestPart] {
    let own = try parts(of: checkpoint, capture)
    guard checkpoint > 0, !own.contains(where: { $0.kind == .tsc }) else { return own }
    return own + (try parts(of: 0, capture)).filter { $0.kind == .tsc }
  }
}
