/// One entry of a PFN array and how its content travels.
public struct PageRow: Sendable, Equatable {
  public let checkpoint: Int
  public let iteration: Int
  /// The batch's place within its checkpoint, from 0.
  public let batch: Int
  /// The entry's place within its batch, from 0.
  public let index: Int
  /// The PFN as the entry states it; entries of unmapped pages may state 0.
  public let pfn: UInt64
  public let type: PageType
  public let encoding: PageEncoding
  /// The file offset of the content; nil where there is none.
  public let offset: UInt64?
  /// Bytes of the content in the capture; nil where there is none.
  public let length: UInt64?
  /// What the delta consists of; nil unless `encoding` is `delta`.
  public let delta: DeltaCounts?
  /// The file offset of the entry's word in its PFN array.
  public var entryOffset: UInt64 = 0
}
