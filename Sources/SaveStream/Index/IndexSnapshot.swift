/// What the index knows at one moment. A value: it does not change while a reader goes on.
public struct IndexSnapshot: Sendable {
  /// What the stream is; nil until its header has been read, or when it is of a kind that is not read.
  public package(set) var stream: StreamDescription?
  /// What is wrapped around the stream, and the stream itself, from the outermost inwards.
  public package(set) var layers: [Layer] = []
  /// What the capture or its envelopes hold when that is recognised but not read.
  public package(set) var unreadContent: Unread?
  /// The stream's header (file offsets); empty where there is none.
  public package(set) var header: Range<UInt64> = 0..<0
  /// Complete checkpoints and, at the end, the one that is incomplete or still being read.
  public package(set) var checkpoints: CheckpointRows = CheckpointRows()
  /// The entries of all PFN arrays, up to 1024 a row.
  public package(set) var entryRows: Rows<EntryRow> = Rows()
  package var compressedChunks: Rows<CompressedChunkRow> = Rows()
  public package(set) var findings: Rows<Finding> = Rows()
  /// How many findings there were, those that were not kept included.
  public package(set) var findingCounts: [Severity: Int] = [:]
  /// Findings by rule that are counted and not kept, as there are too many of the rule.
  public package(set) var onlyCounted: [FindingRule: Int] = [:]
  /// Bytes after the last checkpoint, by what they are.
  public package(set) var trailing: [TrailingPart] = []
  /// PFN-array words of the capture.
  public package(set) var entryCount: UInt64 = 0
  /// Content-carrying entries of the capture.
  public package(set) var contentCount: UInt64 = 0
  /// Page deltas of all compressed chunks.
  public package(set) var compressedPageCount: UInt64 = 0
  /// One past the largest PFN that the stream allows, as far as it has said; `unboundedPFNEnd` where nothing bounds
  /// them. May grow while a stream is read.
  public package(set) var pfnEnd = IndexSnapshot.unboundedPFNEnd
  /// The pages that a receiver makes up to the last complete checkpoint; of all that has been read where none is.
  public package(set) var populated = PopulatedPages()
  /// Bytes of the capture that were known when this was taken.
  public package(set) var size: UInt64 = 0
  /// Whether more bytes may come, so that `size` is not the end.
  public package(set) var isArriving = false
  /// The file offset up to which the capture has been read.
  public package(set) var bytesRead: UInt64 = 0
  /// Whether reading has ended, whatever the reason.
  public package(set) var isFinished = false
  /// Whether the stream says or shows that it is checkpointed; nil where it cannot tell.
  public package(set) var isCheckpointed: Bool?
  /// The last checkpoint whose body and tail are there in whole.
  public package(set) var lastCompleteCheckpoint: Int?
  /// The last checkpoint that a backup could have started from: it and all before it are complete and decode, and
  /// verify mode was not on when its pages came.
  public package(set) var takeover: Int?
  /// The checkpoint that switched verify mode on; no sender and no receiver switches it off again.
  public package(set) var verifyCheckpoint: Int?
  /// What a second pass has looked at.
  public package(set) var lookedAt: LaterChecks = []
  /// Totals over all checkpoints.
  public package(set) var totals = CheckpointTotals()

  var packedTotals: Rows<UInt8> = Rows()
  var restarts: Rows<RestartPoint> = Rows()
  /// What the checkpoint that is incomplete or being read has sent so far.
  var openTotals = CheckpointTotals()
  var longRecords: Rows<LongRecordRow> = Rows()
  /// Stretches of bytes that no reader could make sense of, in the order of the capture.
  package var holes: Rows<Hole> = Rows()
  /// Where images are that do not stand right behind each other, in the order of contents.
  var imageStretches: Rows<ImageStretch> = Rows()
  /// Page deltas that are lost, and those that may belong to other pages, by their places among all of the capture.
  var lostDeltas: Rows<DeltaStretch> = Rows()
  var doubtfulDeltas: Rows<DeltaStretch> = Rows()
  /// Whether a tail was found although the END in front of it is lost.
  package var hasLostEnd = false
  /// Numbers of framing, of four bytes, that were taken for others, by their file offsets: one bit is wrong in each.
  package var corrections: [UInt64: UInt32] = [:]
  /// How the words of PFN arrays are spelt.
  package var entryFormat = EntryFormat.unknown
  /// The rules that its entries can break.
  package var entryRules = EntryRules.legacy
  /// Whether the state of an HVM guest has devices that only a guest with a device model has; a PVH guest has none.
  package var hasEmulatedDevices = false
  /// What the format's own code knows of the stream; only that code looks into it.
  package var formatFacts: (any FormatFacts)?

  init() {}

  /// One past the largest PFN that any format can state.
  public static let unboundedPFNEnd = UInt64(1) << pfnBits

  /// Whether a receiver could have made the memory of a checkpoint: it is complete, and its page deltas decode, and
  /// those of all before it.
  public func isMemorySound(at checkpoint: Int) -> Bool {
    checkpoints.indices.contains(checkpoint) && checkpoints[checkpoint].isComplete
      && checkpoints.prefix(checkpoint + 1).allSatisfy { $0.deltasDecode && !$0.isSalvaged }
  }

  /// Where verify mode is on before the last complete checkpoint: the last one whose pages a receiver applies. It would
  /// end with the memory of this one and the state of the last, so that no later one is a takeover. Nil where it
  /// applies them all.
  ///
  /// Checkpoint 0 is applied batch by batch, so that what comes before the switch counts. A later one is buffered
  /// first, and by then the mode is on for all of it (`pagebuf_get`, `apply_batch` in `xc_domain_restore.c`, Xen 4.0 to
  /// 4.5).
  public var lastAppliedCheckpoint: Int? {
    guard let verifyCheckpoint, let last = lastCompleteCheckpoint else { return nil }
    let applied = max(0, verifyCheckpoint - 1)
    return applied < last ? applied : nil
  }

  /// What a checkpoint sent. The open checkpoint, if there is one, counts as the last.
  public func totals(ofCheckpoint position: Int) -> CheckpointTotals {
    guard position < checkpoints.closed.count else { return openTotals }
    return PackedTotals.read(packedTotals, from: Int(checkpoints.closed[position].totalsStart))
  }
}

/// What the code of a format keeps of a stream beside the index: opaque to all others.
package protocol FormatFacts: Sendable {}

/// Bytes after the last checkpoint of a stream.
public struct TrailingPart: Sendable, Equatable {
  public enum Kind: String, Sendable {
    /// A device-model record that belongs to no checkpoint: a Remus run that ended cleanly leaves one.
    case deviceModelRecord
    /// The text by which `xl migrate` tells its receiver to unpause.
    case handshake
    /// Anything else.
    case unknown
  }

  public let kind: Kind
  /// File offsets.
  public let range: Range<UInt64>
}

/// The checkpoints of a snapshot: those that will not change and, at most, one that is still being read.
public struct CheckpointRows: RandomAccessCollection, Sendable {
  var closed: Rows<CheckpointRow> = Rows()
  var open: CheckpointRow?

  init() {}

  public var startIndex: Int { 0 }
  public var endIndex: Int { closed.count + (open == nil ? 0 : 1) }

  public subscript(position: Int) -> CheckpointRow {
    if position == closed.count, let open { return open }
    return closed[position]
  }

  /// Adds a checkpoint that will not change; it takes the place of the open one.
  mutating func append(_ row: CheckpointRow) {
    closed.append(row)
    open = nil
  }
}
