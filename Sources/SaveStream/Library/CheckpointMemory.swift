/// The memory of a guest as of the end of a checkpoint: what a receiver that applied it and all before it would hold.
///
/// A page that is not there is absent, not zero. A page costs its own sends, not a replay of the stream. Not for use
/// from two threads at once; each call of `SavedStream.memory(at:)` gives one of its own.
public struct CheckpointMemory {
  /// The checkpoint, from 0.
  public let checkpoint: Int
  private let memory: GuestMemory

  init(checkpoint: Int, of memory: GuestMemory) {
    self.checkpoint = checkpoint
    self.memory = memory
  }

  /// Whether a receiver could have made it: the checkpoint is complete, and all page deltas up to here decode. Where it
  /// is false, pages are what those contents make that are there and do decode.
  public var isSound: Bool { memory.index.isMemorySound(at: checkpoint) }

  /// A page; nil when it was not there.
  /// - Throws: when the capture cannot be read.
  public func page(_ pfn: UInt64) throws(CaptureError) -> GuestPage? { try memory.page(pfn: pfn, at: checkpoint) }

  /// The PFNs of all pages that are there, as ascending ranges that do not touch each other. Reads no page.
  /// - Throws: a `CaptureError` when the capture cannot be read.
  public func presentPFNs() throws -> [Range<UInt64>] { try memory.presentPFNs(at: checkpoint) }

  /// Calls `body` with each page that is there, in ascending order of PFN. Reads each content once, and takes some 64
  /// MiB of memory at most, however large the guest is.
  /// - Throws: a `CaptureError` when the capture cannot be read, and what `body` throws.
  public func forEachPage(_ body: (GuestPage) throws -> Void) throws { try memory.sweep(at: checkpoint, body) }
}
