/// One entry of a PFN array and how its content travels.
public struct PageRow: Sendable, Equatable {
  public let checkpoint: Int
  public let iteration: Int
  /// The batch's place within its checkpoint, from 0.
  public let batch: Int
  /// The entry's place within its batch, from 0.
  public let index: Int
  public let pfn: UInt64
  public let type: PageType
  public let encoding: PageEncoding
  /// The file offset of the content; nil where there is none.
  public let offset: UInt64?
  /// Bytes of the content in the capture; nil where there is none.
  public let length: UInt64?
  /// What the delta consists of; nil unless `encoding` is `delta`.
  public let delta: DeltaCounts?
}

/// The markers of one page delta, counted.
public struct DeltaCounts: Sendable, Equatable, BitwiseCopyable {
  /// Run markers.
  public var runs: UInt16 = 0
  /// Skip markers.
  public var skips: UInt16 = 0
  /// Words that the runs carry.
  public var literalWords: UInt16 = 0

  public init(runs: UInt16 = 0, skips: UInt16 = 0, literalWords: UInt16 = 0) {
    self.runs = runs
    self.skips = skips
    self.literalWords = literalWords
  }
}

/// The entries of a capture as rows, read when they are asked for: a million rows cost as much as ten.
public final class PageRows {
  public let capture: Capture
  public let index: IndexSnapshot

  public init(capture: Capture, index: IndexSnapshot) {
    self.capture = capture
    self.index = index
  }

  /// How many rows there are: of all entries, or of those that carry content.
  public func count(contentOnly: Bool) -> UInt64 { contentOnly ? index.contentCount : index.entryCount }

  /// The rows that belong to a checkpoint, as positions in the same numbering.
  public func range(ofCheckpoint checkpoint: Int, contentOnly: Bool) -> Range<UInt64> { 0..<0 }

  /// The rows at the positions in `range`, clamped to what there is. Costs the batches touched.
  public func rows(_ range: Range<UInt64>, contentOnly: Bool) throws(CaptureError) -> [PageRow] { [] }
}
